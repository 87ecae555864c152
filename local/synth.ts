import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '..');

/** Synthesizes the stack into `folder`, just as `cdk deploy` would before it uploads. */
export async function synthesize(folder: string): Promise<void> {
  const env = { ...process.env, CDK_OUTDIR: folder };
  await promisify(execFile)(process.execPath, [join(root, 'infra', 'app.ts')], { cwd: root, env });
}
