import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Chance } from '../local/fleet/chance.ts';
import { askLake } from '../operator/invoke.ts';
import { Field } from './field.ts';
import { patiently } from './patience.ts';
import { serve } from './process.ts';
import { type Row, rowOf } from './row.ts';

/** The whole run is killed under load, again and again, and started on what that left. */
export async function killed(stack: string, times: number, tell: (at: string) => void): Promise<Row> {
  const data = mkdtempSync(join(tmpdir(), 'assent-killed-'));
  const chance = new Chance('kills of the run');
  let port = '0';
  let field: Field | undefined;
  try {
    for (let i = 0; i < times; i++) {
      tell(`${i} of ${times}`);
      const run = await serve([stack, data, port]);
      port = new URL(run.where.url).port;
      field ??= await Field.make(run.where, 'killed');
      const until = Date.now() + chance.whole(`moment ${i}`, 300, 2500);
      const load = (async (field: Field) => {
        while (Date.now() < until + 100 && run.child.signalCode === null) await field.post(2, 10);
      })(field);
      await sleep(until - Date.now());
      await run.kill();
      await load;
    }
    const run = await serve([stack, data, port]);
    const seen = [...(field?.seen ?? [])];
    await field?.resend();
    await patiently(() => askLake(run.where.there, { jobs: ['late', 'erase'] }));
    const count = await (field as Field).count(run.where);
    await run.kill();
    return rowOf(`the whole run is killed under load, ${times} times`, seen, count, true);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}
