import { globSync } from 'node:fs';
import { join } from 'node:path';

import { isDeepStrictEqual } from 'node:util';
import { AthenaClient } from '@aws-sdk/client-athena';
import { finish, literal, type Result, results, start } from '../functions/platform/athena.ts';
import { deployment } from '../operator/deployment.ts';
import { land as landRows } from '../test/e2e/lake.ts';
import { fleetRows } from '../test/reports/fleets.ts';
import { startTrino } from '../trino/server.ts';
import { startFleet } from './fleet.ts';

/** Both engines over the same objects: the local one has refreshed, Trino's tables are still to be made. */
export type Engines = {
  /** The folder that stands for the stack's bucket. */
  bucket: string;
  onLocal: Query;
  onTrino: Query;
  stop: () => Promise<void>;
};
/** Runs a text of ours; `parameters` are literals for its `?`. */
type Query = (sql: string, parameters?: readonly string[]) => Promise<Result>;

/** Random fleets beside it, each a product of its own. */
export const fleets = Number(process.env.ASSENT_FLEETS ?? 1000);
export const seed = new Date().toISOString();

/** How much of the fleet is sent: as many rows as show a difference, and no more. */
const share = 0.3;

/** Sends the sample fleet through a local run in `folder`, refreshes, and starts the Trino in `installed` beside it. */
export async function startEngines(folder: string, java: string, installed: string): Promise<Engines> {
  const local = await startFleet(folder, share, (run) => landRows(run, new Date(), fleetRows(fleets, seed)));
  const { data } = local;
  const athena = new AthenaClient((await deployment({ data })).aws);
  const bucket = globSync(join(data, 's3', '*'))[0] as string;
  const { trino, stop } = await startTrino(java, installed, bucket);
  return {
    bucket,
    onLocal: async (sql, parameters = []) => {
      const id = await start(athena, {
        sql,
        parameters,
        workgroup: local.template.outputs.ReportsWorkgroup as string,
      });
      await finish(athena, id);
      return results(athena, id);
    },
    onTrino: (sql, parameters = []) =>
      trino.run(parameters.length ? `EXECUTE IMMEDIATE ${literal(sql)} USING ${parameters.join(', ')}` : sql),
    stop: async () => {
      await stop();
      await local.stop();
    },
  };
}

/** The first row in which two answers differ, of each; undefined where none does. */
export function difference(one: Result, other: Result): [unknown, unknown] | undefined {
  for (let i = 0; i < Math.max(one.rows.length, other.rows.length); i++) {
    const [left, right] = [one.rows[i], other.rows[i]].map(plain);
    if (!isDeepStrictEqual(left, right)) return [left, right];
  }
  return undefined;
}

/** A row as both engines can write it: times without zeros at their end, maps as objects. */
function plain(row: Record<string, unknown> = {}): object {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (typeof value !== 'string') return [name, value];
      if (value.startsWith('{')) return [name, JSON.parse(value)];
      // DuckDB writes a map as a list of keys and values.
      if (value.startsWith('[{"key"') || value === '[]')
        return [
          name,
          Object.fromEntries(
            JSON.parse(value).map((entry: { key: string; value: string }) => [entry.key, entry.value]),
          ),
        ];
      return [name, value.replace(/^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?:\.(\d*?)0*)?(?: UTC)?$/, '$1.$2')];
    }),
  );
}
