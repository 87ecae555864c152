import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askLake } from '../operator/invoke.ts';
import { Field } from './field.ts';
import { patiently } from './patience.ts';
import { serve } from './process.ts';
import { type Row, rowOf } from './row.ts';

/**
 * Megabytes of a disk of its own, of which the ballast is what comes back: what landed is to fit into the tables too. Made
 * in a namespace of ours, which needs no rights but those that Linux gives to anyone, where it does.
 */
const size = 160;
const ballast = 136;
const unshare = ['unshare', '--user', '--map-root-user', '--mount'];
/** Whether this machine lets one have such a disk. */
export const canFill = (): boolean =>
  spawnSync('unshare', [...unshare.slice(1), 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

/** The disk fills up under load, stays full for a while, in which all goes on asking, and gets room again. */
export async function fullDisk(stack: string, tell: (at: string) => void): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'assent-full-'));
  const file = join(folder, 'ballast');
  const mount = `mount -t tmpfs -o size=${size}m tmpfs '${folder}' && fallocate -l ${ballast}m '${file}' && exec "$@"`;
  const args = [stack, join(folder, 'data'), '0', file];
  const run = await serve(args, [...unshare, 'sh', '-c', mount, 'sh']);
  const { child, where } = run;
  try {
    const field = await Field.make(where, 'full');
    for (let full = 0; full < 20 && child.exitCode === null; ) {
      const before = field.seen.length;
      await field.post(2, 50, 1000);
      if (field.seen.slice(before).some(({ status }) => status !== 202)) full++;
      tell(full ? 'full' : `${field.seen.length} requests`);
      if (full % 5 === 1) {
        await field.decide();
        await askLake(where.there, { jobs: ['late'] }).catch(() => undefined);
      }
    }
    const seen = [...field.seen];
    child.send('make room');
    await sleep(1000);
    await field.resend();
    await patiently(() => askLake(where.there, { jobs: ['late', 'erase'] }));
    const row = rowOf(
      'the disk of the local run is full, and gets room again',
      seen,
      await field.count(where),
    );
    if (child.exitCode !== null) throw new Error('The run died of its disk.');
    return row;
  } finally {
    await run.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}
