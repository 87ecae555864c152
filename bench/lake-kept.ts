import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { onDays } from '../functions/lake/days.ts';
import { insertInstallationDays } from '../functions/lake/installation-days.ts';
import { insertLicenseEvents } from '../functions/lake/license-events.ts';
import { moments } from '../functions/lake/refresh.ts';
import { insertEvents } from '../functions/lake/statements.ts';
import { literal } from '../functions/platform/athena.ts';
import { uuidOf } from '../functions/platform/digest.ts';
import { landingPrefix } from '../shared/lake.ts';
import { dailyTables } from '../shared/tables.ts';
import { day, dayOf, hour, hourOf, minute } from '../shared/time.ts';
import { versionKey } from '../shared/versions/key.ts';
import type { Trino, Work } from '../trino/client.ts';
import { middle } from './middle.ts';

/** What keeping the two tables adds to an hourly refresh, in the middle of a day of them. */

const product = 'kept';
/** The first hours make the engine warm, and the day half full. */
const warm = 8;
/** When a refresh runs, after the hour. */
const after = 10 * minute;

/** `rows` of an hour, `atOnce` of them an installation's, one in ten of a license. */
type Hourly = { rows: number; atOnce: number };
export type Kept = Hourly & { refresh: Work; days: Work; licenses: Work };

const short: Hourly[] = [50, 5].map((atOnce) => ({ rows: 20_000, atOnce }));
const long: Hourly[] = [50, 5, 1].map((atOnce) => ({ rows: 200_000, atOnce }));

/** Hours of a day gone by, each refreshed as the schedule does. Leaves the tables empty, as it found them. */
export async function keeping(
  trino: Trino,
  bucket: string,
  rounds: number,
  more: boolean,
  say: (what: string) => void,
): Promise<Kept[]> {
  const found: Kept[] = [];
  for (const hourly of [...short, ...(more ? long : [])]) {
    const midnight = Math.floor(Date.now() / day) * day - 3 * day;
    const days = [-day, 0, day].map((from) => dayOf(midnight + from));
    const run = async (statement: string, ...parameters: string[]) => {
      const using = parameters.map(literal).join(', ');
      return (await trino.run(`EXECUTE IMMEDIATE ${literal(onDays(statement, days))} USING ${using}`)).stats;
    };
    say(`refreshing the hours of a day, ${hourly.rows} rows each, ${hourly.atOnce} of an installation`);
    const works: Omit<Kept, keyof Hourly>[] = [];
    for (let h = 0; h < warm + rounds; h++) {
      const began = midnight + h * hour;
      // What came since the refresh before: the rest of that hour, and the first minutes of the next.
      const rows = arrivals(began + after, hourly);
      const cut = (hourly.rows * 5) / 6;
      const [rest, first] = [rows.slice(0, cut), rows.slice(cut)];
      land(bucket, hourOf(began), rest);
      land(bucket, hourOf(began + hour), first);
      const since = new Date(began - moments).toISOString();
      const refresh = await run(insertEvents(), hourOf(began), hourOf(began + hour));
      const said = await run(insertInstallationDays, since);
      works.push({ refresh, days: said, licenses: await run(insertLicenseEvents, since) });
    }
    const of = (name: keyof (typeof works)[number]) => middle(works.slice(warm).map((work) => work[name]));
    found.push({ ...hourly, refresh: of('refresh'), days: of('days'), licenses: of('licenses') });
    for (const table of dailyTables) await trino.run(`DELETE FROM ${table}`);
    rmSync(join(bucket, landingPrefix), { recursive: true });
  }
  return found;
}

/** As random as the IDs of installations are, and the same each time. */
const idOf = (n: number) => uuidOf('bench', String(n));

export function land(bucket: string, name: string, rows: readonly object[]): void {
  const folder = join(bucket, landingPrefix, `hour=${name}`);
  mkdirSync(folder, { recursive: true });
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  writeFileSync(join(folder, `${product}-${randomUUID()}.json.gz`), gzipSync(text));
}

/**
 * An hour's rows as `ingest` writes them, of installations from the `first` on: an SDK sends what an installation did in an
 * hour at once.
 */
export const arrivals = (from: number, { rows, atOnce }: Hourly, first = 0) =>
  Array.from({ length: rows }, (_, i) => {
    const installation = first + Math.floor(i / atOnce);
    const received = from + (i / rows) * hour;
    const at = new Date(received - (1 - (i % atOnce) / atOnce) * hour).toISOString();
    const version = `4.5.${installation % 6}`;
    const isLicensed = i % 10 === 0;
    return {
      event_id: randomUUID(),
      event_name: isLicensed ? 'license_checked' : 'feature_used',
      product,
      test: false,
      ci: false,
      installation_id: idOf(installation),
      organization_id: `organization-${installation % 50}`,
      session_id: idOf(-1 - installation),
      sequence: i,
      occurred_at: at,
      occurred_at_sent: at,
      received_at: new Date(received).toISOString(),
      event_day: at.slice(0, 10),
      product_version: version,
      version_key: versionKey(version),
      product_edition: 'pro',
      language: 'de-DE',
      os_name: 'Windows',
      os_version: '11.0',
      architecture: 'x64',
      cpu_cores: 8,
      memory_mb: 16384,
      country: 'DE',
      license_id: isLicensed ? `license-${installation % 7}` : undefined,
      properties: isLicensed
        ? { outcome: 'success', license_type: 'floating' }
        : { feature: 'export_pdf', count: '1' },
    };
  });
