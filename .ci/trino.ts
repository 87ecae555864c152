import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { onDays } from '../functions/lake/days.ts';
import { insertInstallationDays } from '../functions/lake/installation-days.ts';
import { insertLicenseEvents } from '../functions/lake/license-events.ts';
import { insertEvents } from '../functions/lake/statements.ts';
import { literal } from '../functions/platform/athena.ts';
import { products } from '../local/fleet/vendor.ts';
import { affected } from '../reports/exposure/affected.ts';
import { licenseEvidence, reports } from '../reports/reports.ts';
import { parametersOf, type Question } from '../reports/run.ts';
import { importsPrefix } from '../shared/lake.ts';
import { type Table, tables } from '../shared/tables.ts';
import { day, dayOf as dayAt } from '../shared/time.ts';
import { precedenceOf, versionKey } from '../shared/versions/key.ts';
import { fleetEntitlements, pairs } from '../test/reports/fleets.ts';
import { readsOf } from '../test/reports/reads.ts';
import { download, findJava } from '../trino/server.ts';
import { onTable, variants } from '../trino/variants.ts';
import { difference, type Engines, fleets, seed, startEngines } from './trino-engines.ts';
import { derived, erase } from './trino-erase.ts';
import { licenses } from './trino-licenses.ts';

/**
 * Runs the statements of the import, of the refresh and of all reports on the local engine and on Trino, over what
 * the fleet landed: what they answer must be the same, row by row.
 */

const java = findJava() ?? skip('there is no Java 24 or newer');
try {
  execFileSync('mvn', ['--version'], { stdio: 'ignore' });
} catch {
  skip('there is no Maven');
}
function skip(why: string): never {
  console.log(`skipped ${why}`);
  process.exit(77);
}

const began = performance.now();
const say = (what: string) =>
  console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${what}`);
const dayOf = (days: number) => dayAt(Date.now() + days * day);
let differences = 0;

/** Asks both engines the same, and says whether they answer the same. */
async function compare({ onLocal, onTrino }: Engines, what: string, sql: string, parameters: string[] = []) {
  const one = await onLocal(sql, parameters);
  const found = difference(one, await onTrino(sql, parameters));
  if (!found) return say(`same    ${what}: ${one.rows.length} rows`);
  differences++;
  say(
    `DIFFERS ${what}\n        local ${JSON.stringify(found[0])}\n        Trino ${JSON.stringify(found[1])}`,
  );
}

/** What the stack and the first run of a function make, by Athena's own statements, on AWS. */
async function makeTables({ onTrino }: Engines): Promise<void> {
  for (const name of [...(Object.keys(tables) as Table[]), 'landing', 'imports'] as const)
    await onTrino(variants[name].trino);
}

/** Takes what was staged, in any order: each product's import is one. */
async function importEntitlements(engines: Engines): Promise<void> {
  const merge = readFileSync(
    join(import.meta.dirname, '..', 'functions', 'admin', 'entitlements.sql'),
    'utf8',
  );
  for (const { name } of products) {
    for (const staged of globSync(join(engines.bucket, importsPrefix, name, '*.json.gz'))) {
      const ids = { product: literal(name), import_id: literal(basename(staged, '.json.gz')) };
      await engines.onTrino(
        merge.replaceAll('{product}', ids.product).replaceAll('{import_id}', ids.import_id),
      );
    }
  }
  await compare(engines, 'import of entitlements', 'SELECT * FROM entitlements ORDER BY product, license_id');
}

/** Takes what has landed, twice: the second time must add nothing. */
async function refresh(engines: Engines): Promise<void> {
  const hours = [`${dayOf(-7)}-00`, `${dayOf(1)}-00`];
  const { rows } = await engines.onLocal('SELECT DISTINCT event_day FROM events ORDER BY event_day');
  const days = rows.map(({ event_day }) => String(event_day));
  // As many days as Athena writes in one statement.
  const parts = Array.from({ length: Math.ceil(days.length / 100) }, (_, i) =>
    days.slice(100 * i, 100 * i + 100),
  );
  const since = [literal('2000-01-01T00:00:00.000Z')];
  for (const some of [...parts, ...parts.slice(-1)]) {
    await engines.onTrino(onDays(insertEvents(), some), hours.map(literal));
    for (const statement of [insertInstallationDays, insertLicenseEvents])
      await engines.onTrino(onDays(statement, some), since);
  }
  await joinsByKey(engines, onDays(insertEvents(), days.slice(-3)), hours.map(literal));
  await joinsByKey(engines, onDays(insertLicenseEvents, days.slice(-3)), since);
  await compare(engines, 'refresh', 'SELECT * FROM events ORDER BY product, installation_id, event_id');
  for (const [table, sql] of Object.entries(derived)) await compare(engines, table, sql);
}

/** What is held already is found by its ID: without, Trino would compare every row with every other. */
async function joinsByKey({ onTrino }: Engines, statement: string, parameters: string[]): Promise<void> {
  const values = [...parameters];
  const { rows } = await onTrino(`EXPLAIN ${statement.replaceAll('?', () => values.shift() ?? '?')}`);
  const joins = String(rows[0]?.['Query Plan']).match(/\w*Join\[.*/g) ?? [];
  const isByKey =
    joins.length > 0 && joins.every((join) => /criteria = .*(?:installation|event)_id/.test(join));
  if (!isByKey) differences++;
  say(`${isByKey ? 'same   ' : 'DIFFERS'} joins by key: ${statement.slice(0, 40)} … ${joins.join(' ')}`);
}

async function compareReports(engines: Engines): Promise<void> {
  const questions = [
    { from: dayOf(-89), to: dayOf(1) },
    { product: products[0]?.name, from: dayOf(-45), to: dayOf(-10), includeTest: true },
    { product: 'nobody', from: dayOf(-89), to: dayOf(1) },
    { organization: 'acme', by: 'build' as const, from: dayOf(-89), to: dayOf(1) },
    { edition: 'standard', country: 'DE', by: 'edition' as const, from: dayOf(-89), to: dayOf(1) },
  ].map((question) => ({ ...question, affected: affected('>=4.0 <4.2.0 || =2026.1') }));
  for (const report of [...reports(), licenseEvidence()]) {
    for (const question of questions) {
      const { product, organization, edition, country, from, to }: Question = question;
      const what = [report.name, product, organization, edition, country, from, to].filter(Boolean).join(' ');
      await compare(engines, what, report.sql, parametersOf(report, question));
    }
  }
}

/** Trino's plan of each report reads a table no more often than its text says, which the tests of reports hold to. */
async function countReads({ onTrino }: Engines): Promise<void> {
  const question = { from: dayOf(-89), to: dayOf(1), affected: affected('>=4.0 <4.2.0') };
  for (const report of [...reports(), licenseEvidence()]) {
    const parameters = parametersOf(report, question);
    const { rows } = await onTrino(`EXPLAIN ${report.sql.replaceAll('?', () => parameters.shift() ?? '?')}`);
    const plan = String(rows[0]?.['Query Plan']);
    for (const [table, times] of Object.entries(readsOf(report.sql))) {
      const planned = plan.match(new RegExp(`\\[table = iceberg:usage\\.${table}\\b`, 'g'))?.length ?? 0;
      if (planned <= times) continue;
      differences++;
      say(`DIFFERS ${report.name} reads ${table} ${planned} times, not ${times}`);
    }
  }
  say('plans read what the texts say');
}

/** A thousand random fleets: what reports say of the tables kept for them, and what `events` say, on both engines. */
async function compareFleets(engines: Engines): Promise<void> {
  for (const sold of fleetEntitlements(fleets, seed))
    for (const query of [engines.onLocal, engines.onTrino]) await query(sold);
  say(`${fleets} fleets by the seed ${seed}`);
  for (const { what, report, oracle } of pairs) {
    const said = await engines.onLocal(report.sql, report.parameters);
    const others = {
      'the report, on Trino': await engines.onTrino(report.sql, report.parameters),
      'events, on the local engine': await engines.onLocal(oracle.sql, oracle.parameters),
      'events, on Trino': await engines.onTrino(oracle.sql, oracle.parameters),
    };
    const differing = Object.entries(others).flatMap(([of, answer]) => {
      const found = difference(said, answer);
      return found ? [`${of}: ${JSON.stringify(found)}`] : [];
    });
    differences += differing.length;
    say(
      `${differing.length ? 'DIFFERS' : 'same   '} ${what}: ${said.rows.length} rows ${differing.join(' ')}`,
    );
  }
}

/** The queries that docs/reports.md has to copy. */
async function compareQueries(engines: Engines): Promise<void> {
  const doc = readFileSync(join(import.meta.dirname, '..', 'docs', 'reports.md'), 'utf8');
  for (const [, sql = ''] of doc.matchAll(/```sql\n([^`]*)```/g)) {
    await compare(engines, `query: ${sql.replaceAll(/\s+/g, ' ').slice(0, 60)} …`, sql);
  }
}

/** The keys of versions of all families: both engines sort them, and their precedences, as we do. */
async function compareVersions(engines: Engines): Promise<void> {
  const file = join(import.meta.dirname, '..', 'test', 'field', 'versions', 'families.json');
  const versions = Object.values<(string | string[])[]>(JSON.parse(readFileSync(file, 'utf8'))).flat(2);
  const keys = versions.map((version) => `(${literal(versionKey(version))})`).join(', ');
  const sql = `SELECT version_key, split_part(version_key, '|', 1) AS precedence FROM (VALUES ${keys}) AS keys (version_key)
ORDER BY precedence, version_key`;
  await compare(engines, 'the order of versions', sql);
  const { rows } = await engines.onTrino(sql);
  const ours = versions.map(precedenceOf).sort((one, other) => (one < other ? -1 : 1));
  if (
    isDeepStrictEqual(
      rows.map(({ precedence }) => precedence),
      ours,
    )
  )
    return say('same    the order of versions: ours');
  differences++;
  say('DIFFERS the order of versions: ours');
}

/** A column more, by each engine's own words: older rows have null there. */
async function grow(engines: Engines): Promise<void> {
  const column = { name: 'grown_later', type: 'bigint' };
  await engines.onLocal(`ALTER TABLE events ADD COLUMNS (${column.name} ${column.type})`);
  await engines.onTrino(
    onTable(variants.addColumn, 'events').replace('{name}', column.name).replace('{type}', column.type),
  );
  await compare(
    engines,
    'a column more',
    `SELECT count(*) AS events, count(${column.name}) AS known, count(DISTINCT event_id) AS ids FROM events`,
  );
}

const folder = mkdtempSync(join(tmpdir(), 'assent-trino-'));
// One that was downloaded before, for work on this script.
const there = process.env.ASSENT_TRINO;
if (!there) download(java, folder);
say('Trino is there');
const engines = await startEngines(folder, java, there || folder);
say('the fleet has landed, and both engines answer');
try {
  await makeTables(engines);
  await importEntitlements(engines);
  await refresh(engines);
  await compareReports(engines);
  await countReads(engines);
  await compareFleets(engines);
  await compareQueries(engines);
  await compareVersions(engines);
  const hours = [`${dayOf(-7)}-00`, `${dayOf(1)}-00`];
  const days = Array.from({ length: 47 }, (_, i) => dayOf(i - 45));
  await erase(engines, compare, say, hours, days);
  await grow(engines);
  const broken = await licenses(engines);
  for (const sentence of broken) say(`BROKEN  ${sentence}`);
  say('a thousand fleets with licenses');
  differences += broken.length;
} finally {
  await engines.stop();
  rmSync(folder, { recursive: true, force: true });
}
say(differences ? `${differences} differences` : 'all the same');
process.exitCode = differences ? 1 : 0;
