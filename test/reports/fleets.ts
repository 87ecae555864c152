import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chance } from '../../local/fleet/chance.ts';
import { compile } from '../../reports/compile.ts';
import { reports } from '../../reports/reports.ts';
import { parametersOf, type Question } from '../../reports/run.ts';
import { day } from '../../shared/time.ts';
import { versionKey } from '../../shared/versions/key.ts';
import { row } from '../e2e/lake.ts';

/**
 * Random fleets, each a product of its own, so that one statement answers for all; and the reports that ask
 * `installation_days` and `license_events`, beside the same questions put to `events` (`oracle/`).
 */

const first = Date.parse('2026-10-05T00:00:00Z');
const maybe = <T>(chance: Chance, what: string, from: readonly T[], share = 0.7): T | undefined =>
  chance.fraction(`has ${what}`) < share ? chance.pick(what, from) : undefined;
/** Few, so that some are equal, and some lie at the very edges of days, weeks and ranges. */
const times = [0, 1, day / 2, day / 2 + 1, day / 2 + 900_000, day - 1];
const days = [-45, -29, -8, -1, 0, 0, 1, 2, 6, 7, 8, 13, 14, 15, 20];
const versions = ['1.0', '1.1', '2.0-rc.1', '2.0', '2.0.0', '10'];
const types = ['floating', 'named_user', 'node_locked', 'subscription'];
const licensed = [
  'license_activated',
  'license_checked',
  'license_checked_out',
  'license_returned',
  'license_denied',
];

/** What lands of some fleets, in any order, and with copies. */
export function fleetRows(count: number, seed: string): object[] {
  const rows: object[] = [];
  for (let f = 0; f < count; f++) {
    const fleet = new Chance('fleets', seed, f);
    for (let i = 0; i < fleet.whole('installations', 1, 12); i++) {
      for (let e = 0; e < fleet.whole(`events ${i}`, 0, 9); e++)
        rows.push(...event(new Chance(seed, f, i, e), f, i));
    }
  }
  const order = new Chance('order', seed);
  return rows
    .map((each, i) => ({ each, at: order.fraction(String(i)) }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each);
}

function event(chance: Chance, fleet: number, i: number): object[] {
  const who = new Chance('installation', fleet, i);
  const occurred = first + chance.pick('day', days) * day + chance.pick('time', times);
  const version = maybe(chance, 'version', versions, 0.9);
  const license = chance.fraction('license') < 0.4;
  const one = {
    ...row(`fleet-${fleet}`, new Date(occurred), { product_version: version }),
    event_id: chance.uuid('event'),
    installation_id: who.uuid('id'),
    test: chance.fraction('test') < 0.05,
    ci: chance.pick('ci', [undefined, false, false, false, true]),
    // A clock that was corrected: the day as sent is another.
    event_day: new Date(occurred + chance.pick('sent', [0, 0, 0, day, -day])).toISOString().slice(0, 10),
    version_key: version && versionKey(version),
    sequence: chance.whole('sequence', 1, 3),
    product_edition: maybe(chance, 'edition', ['pro', 'basic']),
    product_build: maybe(chance, 'build', ['7', '8'], 0.3),
    organization_id: maybe(chance, 'organization', ['contoso', 'fabrikam'], 0.6),
    sdk_name: maybe(chance, 'sdk', ['typescript'], 0.2),
    country: maybe(chance, 'country', ['DE', 'FR', 'US'], 0.5),
    language: maybe(chance, 'language', ['de-DE'], 0.3),
    os_name: maybe(chance, 'os', ['Linux', 'Windows'], 0.5),
    os_version: maybe(chance, 'os version', ['11', '12'], 0.4),
    cpu_cores: maybe(chance, 'cores', [4, 8], 0.3),
    memory_mb: maybe(chance, 'memory', [256, 8192], 0.3),
    screen_width: maybe(chance, 'width', [1920], 0.3),
    screen_height: maybe(chance, 'height', [1080], 0.3),
    session_id: maybe(chance, 'session', [who.uuid('session 1'), who.uuid('session 2')]),
    user_id: maybe(chance, 'user', [who.uuid('user'), new Chance(fleet).uuid('user'), 'a0b1c2d3e4f5']),
    ...(license && {
      event_name: chance.pick('name', licensed),
      license_id: `license-${fleet}-${chance.whole('license id', 0, 4)}`,
      properties: {
        license_type: maybe(chance, 'type', types),
        outcome: maybe(chance, 'outcome', ['success', 'success', 'failure'], 0.9),
        seats: maybe(chance, 'seats', ['1', '2', '5', 'many'], 0.5),
        duration_ms: maybe(chance, 'duration', ['60000', '7200000', '-5'], 0.4),
        cause: maybe(chance, 'cause', ['none_free', 'expired'], 0.5),
      },
    }),
  };
  return chance.fraction('copy') < 0.1 ? [one, { ...one, received_at: new Date().toISOString() }] : [one];
}

/** What was sold to these fleets, as statements. */
export function fleetEntitlements(count: number, seed: string): string[] {
  const rows = Array.from({ length: count }, (_, f) =>
    [0, 1, 2, 3].map((n) => {
      const chance = new Chance('sold', seed, f, n);
      const seats = chance.pick('seats', ['NULL', '1', '2', '100']);
      const until = chance.pick('until', ['2026-10-10', '2026-12-31', '9999-12-31']);
      const from = chance.pick('from', ['2026-01-01', '2026-10-07', '2027-01-01']);
      return `('license-${f}-${n}', 'fleet-${f}', '${chance.pick('to', ['contoso', 'fabrikam'])}',
        '${chance.pick('type', types)}', ${seats}, DATE '${from}', DATE '${until}')`;
    }),
  );
  // Athena takes 262,144 bytes a statement.
  const parts = Array.from({ length: Math.ceil(count / 250) }, (_, i) => rows.slice(250 * i, 250 * i + 250));
  return parts.map(
    (
      part,
    ) => `INSERT INTO entitlements (license_id, product, organization_id, license_type, seats_purchased, valid_from, valid_to)
VALUES ${part.flat().join(', ')}`,
  );
}

const folder = join(import.meta.dirname, 'oracle');
const questions: Record<string, Question> = {
  plain: { from: '2026-10-04', to: '2026-10-19' },
  'with tests, of an organization and edition': {
    from: '2026-09-01',
    to: '2026-10-13',
    includeTest: true,
    organization: 'contoso',
    edition: 'pro',
    threshold: 1,
  },
  'by edition, of a country': {
    from: '2026-10-05',
    to: '2026-10-12',
    by: 'edition',
    country: 'DE',
    threshold: 2,
  },
};
const [low, high] = ['1.1', '2.0'].map((version) => versionKey(version).split('|')[0] as string) as [
  string,
  string,
];
const affected = [{ low, high, from: '1.1', to: '2.0' }];

type Asked = { sql: string; parameters: string[] };
/** A question as the report has it, and as it is put to `events`. */
export type Pair = { what: string; report: Asked; oracle: Asked };

/** Where a report's own text does, only its fragments are put to `events`; else the oracle has a text of its own. */
function oracleOf(name: string) {
  const own = join(folder, `${name}.sql`);
  const text = existsSync(own) ? own : join(import.meta.dirname, '..', '..', 'reports', `${name}.sql`);
  return compile(readFileSync(text, 'utf8'), [join(folder, 'fragments')]);
}

/** The reports that ask `installation_days` and `license_events`, as the contract names them. */
const asking = [
  'active-installations',
  'environment',
  'exposure',
  'geography',
  'license-introductions',
  'license-peaks',
  'license-usage',
  'retention',
  'version-adoption',
  'version-distribution',
];

export const pairs: Pair[] = reports()
  .filter(({ name }) => asking.includes(name))
  .flatMap((report) => {
    const plainly = oracleOf(report.name);
    return Object.entries(questions).map(([words, question]) => {
      const asked = { ...question, affected };
      return {
        what: `${report.name}, ${words}`,
        report: { sql: report.sql, parameters: parametersOf(report, asked) },
        oracle: { sql: plainly.sql, parameters: parametersOf({ ...report, ...plainly }, asked) },
      };
    });
  });
