import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Run, run } from '../local/run.ts';
import { type Admin, sendSample } from '../local/sample.ts';
import { synthesize } from '../local/synth.ts';

/** A local run in `folder` with a share of the sample fleet in its reports, and what `beside` lands. */
export async function startFleet(
  folder: string,
  share: number,
  beside?: (local: Run & { data: string }) => void,
): Promise<Run & { data: string }> {
  const stack = join(folder, 'stack');
  const data = join(folder, 'data');
  await synthesize(stack);
  const local = await run({ stack, data, port: 0, schedules: false });
  const admin: Admin = async (command, request) => {
    const name = local.template.outputs.AdminFunction as string;
    const outcome = await local.functions.invoke(name, { command, ...request });
    return 'result' in outcome ? (outcome.result as Record<string, string>) : undefined;
  };
  await sendSample(local.url, data, admin, share);
  beside?.({ ...local, data });
  local.deliver();
  const refresh = join(import.meta.dirname, '..', 'cli', 'refresh.ts');
  await promisify(execFile)(process.execPath, [refresh, '--data', data]);
  return { ...local, data };
}
