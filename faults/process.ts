import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Where } from './field.ts';

export type Served = { child: ChildProcess; where: Where; kill: () => Promise<void> };

/** Runs faults/serve.ts, behind another command if need be, and waits until it takes events. */
export async function serve(args: string[], before: string[] = []): Promise<Served> {
  const program = [...before, process.execPath, join(import.meta.dirname, 'serve.ts'), ...args];
  const child = spawn(program[0] as string, program.slice(1), {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (text) => {
    said = (said + text).slice(-2000);
  });
  const ended = once(child, 'exit');
  const over = ended.then(() => {
    throw new Error(`The run ended: ${said}`);
  });
  const [where] = (await Promise.race([once(child, 'message'), over])) as [Where];
  over.catch(() => undefined);
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return { child, where, kill };
}
