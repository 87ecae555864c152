import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { onDays } from '../functions/lake/days.ts';
import { insertInstallationDays } from '../functions/lake/installation-days.ts';
import { insertLicenseEvents } from '../functions/lake/license-events.ts';
import { insertEvents } from '../functions/lake/statements.ts';
import { literal } from '../functions/platform/athena.ts';
import { reports } from '../reports/reports.ts';
import { parametersOf } from '../reports/run.ts';
import { landingPrefix } from '../shared/lake.ts';
import { day, dayOf } from '../shared/time.ts';
import { begin, end, fleetOf } from '../test/licenses/fleet.ts';
import { comparable, landed, plainly, range, soldTo } from '../test/licenses/lay.ts';
import { brokenOf } from '../test/licenses/truth.ts';
import type { Engines } from './trino-engines.ts';

const count = 1000;
const atOnce = 100;

/** Holds the license reports on Trino to what is promised of generated fleets. Returns what is broken, in sentences. */
export async function licenses({ bucket, onTrino }: Pick<Engines, 'bucket' | 'onTrino'>): Promise<string[]> {
  const fleets = Array.from({ length: count }, (_, number) => fleetOf(number));
  const hour = `${dayOf(Date.now() - day)}-00`;
  const folder = join(bucket, landingPrefix, `hour=${hour}`);
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < count; i += atOnce) {
    const lines = landed(fleets.slice(i, i + atOnce)).map((row) => JSON.stringify(row));
    writeFileSync(join(folder, `fleets-${i}.json.gz`), gzipSync(`${lines.join('\n')}\n`));
  }
  const days: string[] = [];
  // What ends in the range may be told of some days after it.
  for (let at = begin - day; at < end + 7 * day; at += day) days.push(dayOf(at));
  await onTrino(onDays(insertEvents(), days), [hour, hour].map(literal));
  for (const statement of [insertInstallationDays, insertLicenseEvents])
    await onTrino(onDays(statement, days), [literal('2000-01-01T00:00:00.000Z')]);
  for (const statement of soldTo(fleets)) await onTrino(statement);

  const ask = async (name: string) => {
    const [report] = reports().filter((each) => each.name === name);
    if (!report) throw new Error(`There is no report ${name}.`);
    const { rows } = await onTrino(report.sql, parametersOf(report, range));
    return rows.filter(({ product }) => String(product).startsWith('licensed-')).map(plain);
  };
  const usage = await ask('license-usage');
  const broken = fleets.flatMap((fleet) =>
    brokenOf(fleet, usage as unknown as Parameters<typeof brokenOf>[1]),
  );
  const said = { 'license-usage': usage, 'license-peaks': await ask('license-peaks') };
  for (const [name, rows] of Object.entries(said)) {
    const wrong = [
      ...new Set(comparable(rows)).symmetricDifference(new Set(comparable(plainly(name, fleets)))),
    ];
    broken.push(
      ...wrong.slice(0, 9).map((row) => `${name} on Trino differs from a plain computation: ${row}`),
    );
  }
  return broken;
}

/** Times without zeros at their end, as the plain computation has them. */
const plain = (row: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replace(/^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\.0+$/, '$1') : value,
    ]),
  );
