import { onDays } from '../functions/lake/days.ts';
import { insertInstallationDays } from '../functions/lake/installation-days.ts';
import { insertLicenseEvents } from '../functions/lake/license-events.ts';
import { literal } from '../functions/platform/athena.ts';
import { reports } from '../reports/reports.ts';
import { parametersOf } from '../reports/run.ts';
import { dailyTables } from '../shared/tables.ts';
import type { Trino, Work } from '../trino/client.ts';
import { dayOf } from './lake-rows.ts';
import { middle } from './middle.ts';

/** What a report takes from the tables kept for it, against a plain scan of the columns that it would need of `events`. */

const installations = 2000;
/** Of each installation so many, spread over ninety. */
const activeDays = 10;
const range = { from: dayOf(89), to: dayOf(-1) };

/** `perDay` events an installation on the nth of its days, five of them of licenses: a statement a day, for memory. */
const fill = (perDay: number, nth: number) => `
INSERT INTO events (event_id, event_name, product, test, installation_id, organization_id, session_id, user_id, sequence,
  occurred_at, occurred_at_sent, received_at, event_day, product_version, product_edition, version_key, ci, language,
  os_name, os_version, architecture, cpu_cores, memory_mb, country, license_id, properties)
SELECT CAST(uuid() AS varchar), CASE WHEN k < 5 THEN 'license_checked' ELSE 'feature_used' END, 'atlas', false,
  lower(to_hex(md5(to_utf8(CAST(i AS varchar))))), 'organization-' || CAST(i % 50 AS varchar), CAST(uuid() AS varchar),
  lower(to_hex(md5(to_utf8('user' || CAST(i AS varchar))))), k, at, at, at, CAST(at AS date),
  '4.' || CAST(i % 6 AS varchar) || '.0', 'pro', '014.01' || CAST(i % 6 AS varchar) || '*|*4.0', false, 'de-DE',
  'Windows', '11.0', 'x64', 8, 16384, 'DE', CASE WHEN k < 5 THEN 'license-' || CAST(i % 50 AS varchar) END,
  CASE WHEN k < 5 THEN MAP(ARRAY['outcome', 'license_type'], ARRAY['success', 'node_locked'])
    ELSE MAP(ARRAY['feature'], ARRAY['export']) END
FROM (
  SELECT i, k, date_add('second', 28800 + k * (36000 / ${perDay}) + i % 60,
    CAST(date_add('day', -(${nth} * 9 + i % 9), current_date) AS timestamp)) AS at
  FROM UNNEST(sequence(0, ${installations - 1})) AS a (i)
  CROSS JOIN UNNEST(sequence(0, ${perDay - 1})) AS b (k)
)`;

/** Every column once that the report would need of `events`, and nothing done with it. */
const scans: Record<string, string> = {
  'version-distribution': `SELECT max(product), max(installation_id), max(product_version), max(version_key),
    max(product_edition), max(product_build), max(organization_id), max(country), max(occurred_at), max(event_id),
    max(event_name), max(license_id), max(user_id), count_if(test), count_if(ci), max(element_at(properties, 'outcome'))
    FROM events`,
  'license-usage': `SELECT max(product), max(installation_id), max(session_id), max(user_id), max(license_id),
    max(event_name), max(event_id), max(sequence), max(occurred_at), count_if(test), count_if(ci),
    max(element_at(properties, 'outcome')) FROM events`,
};

/** The report against the scan: of bytes read and of CPU time. */
export type Against = { name: string; events: number; report: Work; scan: Work };

/** Leaves the tables empty, as it found them. */
export async function againstEvents(
  trino: Trino,
  perDay: number,
  rounds: number,
  say: (what: string) => void,
): Promise<Against[]> {
  const events = installations * activeDays * perDay;
  say(`making ${events} events of ${installations} installations`);
  for (let nth = 0; nth < activeDays; nth++) await trino.run(fill(perDay, nth));
  const days = Array.from({ length: 90 }, (_, ago) => dayOf(ago));
  for (const statement of [insertInstallationDays, insertLicenseEvents])
    await trino.run(`EXECUTE IMMEDIATE ${literal(onDays(statement, days))} USING '2000-01-01T00:00:00.000Z'`);
  const found: Against[] = [];
  for (const [name, scan] of Object.entries(scans)) {
    const report = reports().find((each) => each.name === name);
    if (!report) throw new Error(`There is no report ${name}.`);
    const asked = `EXECUTE IMMEDIATE ${literal(report.sql)} USING ${parametersOf(report, range).join(', ')}`;
    const works: { report: Work; scan: Work }[] = [];
    // The first makes the engine warm.
    for (let round = 0; round <= rounds; round++)
      works.push({ report: (await trino.run(asked)).stats, scan: (await trino.run(scan)).stats });
    const of = (name: 'report' | 'scan') => middle(works.slice(1).map((each) => each[name]));
    found.push({ name, events, report: of('report'), scan: of('scan') });
  }
  for (const table of dailyTables) await trino.run(`DELETE FROM ${table}`);
  return found;
}
