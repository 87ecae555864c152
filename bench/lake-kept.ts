import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { onDays } from '../functions/lake/days.ts';
import { insertInstallationDays } from '../functions/lake/installation-days.ts';
import { insertLicenseEvents } from '../functions/lake/license-events.ts';
import { moments } from '../functions/lake/refresh.ts';
import { insertEvents } from '../functions/lake/statements.ts';
import { literal } from '../functions/platform/athena.ts';
import { landingPrefix } from '../shared/lake.ts';
import { dailyTables } from '../shared/tables.ts';
import { day, dayOf, hour, hourOf, minute } from '../shared/time.ts';
import { versionKey } from '../shared/versions/key.ts';
import type { Trino, Work } from '../trino/client.ts';

/** What keeping the two tables adds to an hourly refresh, in the middle of a day of them. */

const product = 'kept';
const anHour = 20_000;
/** The first hours make the engine warm, and the day half full. */
const warm = 8;
/** When a refresh runs, after the hour. */
const after = 10 * minute;

/** `atOnce`: events of an installation in an hour, one in ten of them of a license. */
export type Kept = { atOnce: number; refresh: Work; days: Work; licenses: Work };

/** Hours of a day gone by, each refreshed as the schedule does. Leaves the tables empty, as it found them. */
export async function keeping(
  trino: Trino,
  bucket: string,
  rounds: number,
  say: (what: string) => void,
): Promise<Kept[]> {
  const found: Kept[] = [];
  for (const [i, atOnce] of [50, 5].entries()) {
    // Whose hours of landing nothing else here has.
    const midnight = Math.floor(Date.now() / day) * day - (5 + i) * day;
    const days = [-day, 0, day].map((from) => dayOf(midnight + from));
    const run = async (statement: string, ...parameters: string[]) => {
      const using = parameters.map(literal).join(', ');
      return (await trino.run(`EXECUTE IMMEDIATE ${literal(onDays(statement, days))} USING ${using}`)).stats;
    };
    say(`refreshing the hours of a day, ${atOnce} events an installation and hour`);
    const works: Omit<Kept, 'atOnce'>[] = [];
    for (let h = 0; h < warm + rounds; h++) {
      const began = midnight + h * hour;
      // What came since the refresh before: the rest of that hour, and the first minutes of the next.
      const rows = arrivals(began + after, atOnce);
      const [rest, first] = [rows.slice(0, (anHour * 5) / 6), rows.slice((anHour * 5) / 6)];
      land(bucket, hourOf(began), rest);
      land(bucket, hourOf(began + hour), first);
      const since = new Date(began - moments).toISOString();
      const refresh = await run(insertEvents(), hourOf(began - hour), hourOf(began + hour));
      const said = await run(insertInstallationDays, since);
      works.push({ refresh, days: said, licenses: await run(insertLicenseEvents, since) });
    }
    const middle = (of: keyof (typeof works)[number]) =>
      works
        .slice(warm)
        .map((work) => work[of])
        .sort((a, b) => a.cpuTimeMillis - b.cpuTimeMillis)[Math.floor(rounds / 2)] as Work;
    found.push({ atOnce, refresh: middle('refresh'), days: middle('days'), licenses: middle('licenses') });
    for (const table of dailyTables) await trino.run(`DELETE FROM ${table}`);
  }
  return found;
}

function land(bucket: string, name: string, rows: readonly object[]): void {
  const folder = join(bucket, landingPrefix, `hour=${name}`);
  mkdirSync(folder, { recursive: true });
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  writeFileSync(join(folder, `${product}-${randomUUID()}.json.gz`), gzipSync(text));
}

/** An hour's rows as `ingest` writes them. */
const arrivals = (from: number, atOnce: number) =>
  Array.from({ length: anHour }, (_, i) => {
    const at = new Date(from + (i / anHour) * hour).toISOString();
    const installation = i % (anHour / atOnce);
    const version = `4.5.${installation % 6}`;
    const isLicensed = Math.floor(i / (anHour / atOnce)) % 10 === 0;
    return {
      event_id: randomUUID(),
      event_name: isLicensed ? 'license_checked' : 'feature_used',
      product,
      test: false,
      ci: false,
      installation_id: `00000000-0000-4000-8000-${String(installation).padStart(12, '0')}`,
      organization_id: `organization-${installation % 50}`,
      session_id: `10000000-0000-4000-8000-${String(installation).padStart(12, '0')}`,
      sequence: i,
      occurred_at: at,
      occurred_at_sent: at,
      received_at: at,
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
