import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

const command = resolve(import.meta.dirname, '../node_modules/.bin/cdk');

/** How a command ended, and all that it said. */
export type Ended = { code: number; said: string };

/** Runs cdk in a checkout, as a vendor does. */
export function cdk(cwd: string, ...args: string[]): Promise<Ended> {
  return new Promise((done) => {
    const options = { cwd, timeout: 150_000, maxBuffer: 64 * 1024 ** 2 };
    execFile(command, args, options, (fault, out, err) =>
      done({ code: fault ? Number(fault.code ?? 1) : 0, said: out + err }),
    );
  });
}
