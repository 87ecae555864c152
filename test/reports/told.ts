import { join } from 'node:path';
import { Chance } from '../../local/fleet/chance.ts';
import { compile } from '../../reports/compile.ts';
import { query, row } from '../e2e/lake.ts';
import type { Local } from '../e2e/local.ts';

/**
 * What random units told of random attributes, each case a product of its own, so that one statement answers for all; and
 * the rule on small groups put to it in one reading, and in the steps of `oracle/fragments/grouped.sql`.
 */

const filters = ['organization', 'edition', 'country'] as const;

/** What lands of so many cases. */
export const toldRows = (cases: number, seed: string): object[] =>
  Array.from({ length: cases }, (_, n) => oneCase(`case-${n}`, new Chance('told', seed, n))).flat();

function oneCase(product: string, chance: Chance): object[] {
  // Now and then more values than may stand by themselves.
  const isMany = chance.fraction('many') < 0.06;
  const values = isMany ? chance.whole('values', 95, 140) : chance.whole('values', 1, 9);
  const units = isMany ? chance.whole('units', 250, 400) : chance.whole('units', 1, 45);
  const most = chance.pick('most', [1, 1, 2, 4]);
  const isOfUsers = chance.fraction('users') < 0.4;
  const skew = isMany ? 1 : chance.pick('skew', [1, 2, 4]);
  const given = filters.filter((name) => chance.fraction(`by ${name}`) < 0.5);
  const by = Object.fromEntries(filters.map((name) => [`by_${name}`, given.includes(name) ? '1' : '0']));
  const shares = new Map(given.map((name) => [name, chance.pick(`of ${name}`, [0.1, 0.5, 0.8, 0.95])]));
  const ofInstallation = (n: number) =>
    filters.map(
      (name) =>
        [`of_${name}`, chance.fraction(`${name} ${n}`) < (shares.get(name) ?? 1) ? '1' : '0'] as const,
    );
  const named = (what: string) => {
    if (chance.fraction(`null ${what}`) < 0.02) return undefined;
    const n = Math.floor(values * chance.fraction(`value ${what}`) ** skew);
    return ['other', 'unknown'][n - values + 2] ?? `value ${n}`;
  };
  return Array.from({ length: units * most }, (_, i) => {
    const unit = i % units;
    if (i >= units && chance.fraction(`tells ${i}`) < 0.4) return [];
    const installation = isOfUsers ? chance.whole(`installation ${i}`, 0, units) : unit;
    const of = Object.fromEntries(ofInstallation(installation));
    const told = {
      ...by,
      ...of,
      attribute: chance.pick(`attribute ${i}`, ['a', 'a', 'a', 'b']),
      value: named(String(i)),
      sort_key: chance.fraction('keys') < 0.1 ? chance.pick(`key ${i}`, ['1', '2']) : '',
      amount: String(chance.whole(`amount ${i}`, 0, 3)),
      is_shown: chance.fraction('shown') < 0.9 ? '1' : '0',
      is_open: chance.fraction(`open ${chance.fraction('open of each') < 0.1 ? i : ''}`) < 0.9 ? '1' : '0',
    };
    const time = new Date('2026-10-05T12:00:00Z');
    return [
      row(product, time, { installation_id: `i${installation}`, user_id: `u${unit}`, properties: told }),
    ];
  }).flat();
}

const number = (name: string) => `CAST(element_at(properties, '${name}') AS integer) AS ${name}`;
const flag = (name: string) => `element_at(properties, '${name}') = '1' AS ${name}`;
const text = (name: string) => `element_at(properties, '${name}') AS ${name}`;
const numbers = filters.flatMap((name) => [`of_${name}`, `by_${name}`]);

const statement = `
WITH asked_told AS (
  SELECT *, of_organization + of_edition + of_country = 3 AS is_met
  FROM (
    SELECT
      product,
      installation_id,
      user_id AS unit,
      ${[...['attribute', 'value', 'sort_key'].map(text), ...[...numbers, 'amount'].map(number), ...['is_shown', 'is_open'].map(flag)].join(',\n      ')}
    FROM landing
  ) AS told
),
{threshold},
{grouped}
SELECT * FROM groups ORDER BY product, attribute, sort_key, value, is_open, is_told, is_shown`;

/** What the rule says of all that landed, as reports have it, and as the oracle does. */
export async function groupsOf(started: Local, threshold: number) {
  const answer = async (more: string[]) => {
    const { sql } = compile(statement, more);
    return query(started, sql.replace('?', String(threshold)));
  };
  return {
    said: await answer([]),
    known: await answer([join(import.meta.dirname, 'oracle', 'fragments')]),
  };
}
