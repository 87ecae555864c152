import { expect, test } from 'vitest';
import { type Batch, readBatch } from '../../functions/ingest/batch.ts';
import { check, Rejected } from '../../functions/ingest/check.ts';
import { common, shape } from '../../functions/ingest/row.ts';
import { contextFields } from '../../shared/catalog/catalog.ts';
import { consentUnder, example, tolerated } from '../examples/examples.ts';
import { termsUnder } from '../ingest/rows.ts';

/** What a body that comes now leaves: its rows, what was left out, and why its events were not taken. */
function taken(body: object, circumstances: Parameters<typeof consentUnder>[0] = {}) {
  const batch = readBatch(body) as Batch;
  const terms = termsUnder(consentUnder(circumstances), batch.ignored);
  const who = { product: 'editor', test: false, organization_id: batch.organization_id };
  const shared = common(batch, who, terms, undefined, Date.now());
  const checked = batch.events.map((event) => check(event, terms, Date.now()));
  return {
    ignored: batch.ignored.paths,
    rejected: checked.filter((one) => one instanceof Rejected),
    rows: checked.flatMap((one) =>
      one instanceof Rejected ? [] : [JSON.parse(shape(one, shared, undefined) + shared.end)],
    ),
  };
}

test.each(tolerated)('$name costs what can not be taken, and nothing more', (one) => {
  const { ignored, rows, rejected } = taken(one.body, one);
  expect(rejected).toEqual([]);
  expect(rows).toHaveLength(one.body.events.length);
  expect(ignored).toEqual(one.ignored);
  for (const [name, value] of Object.entries(one.row))
    expect([name, rows[0][name] ?? null]).toEqual([name, value]);
});

test.each([
  ['0', true],
  ['-0', true],
  ['9007199254740991', true],
  ['9007199254740992', false],
  ['1e400', false],
  ['-1', false],
  ['0.5', false],
  ['"16"', false],
  ['true', false],
  ['null', false],
  ['[16]', false],
])('%s processor cores are taken: %s', (cores, is) => {
  const context = JSON.parse(`{"cpu_cores":${cores}}`);
  expect(taken({ ...example(), context }).ignored).toEqual(is ? [] : ['/context/cpu_cores']);
});

test('a text of the context may have 1,024 characters, and no more', () => {
  const ignoredOf = (os_name: string) => taken({ ...example(), context: { os_name } }).ignored;
  expect(ignoredOf('語'.repeat(1024))).toEqual([]);
  expect(ignoredOf('語'.repeat(1025))).toEqual(['/context/os_name']);
});

test('a context of which nothing can be taken costs no event, whatever it holds', () => {
  const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
  for (const value of [deep, {}, [], null, Number.NaN, '\ud800']) {
    const context = Object.fromEntries(Object.keys(contextFields).map((name) => [name, value]));
    const { rows, ignored } = taken({ ...example(), context });
    expect(rows).toHaveLength(1);
    expect(ignored).toEqual(Object.keys(contextFields).map((name) => `/context/${name}`));
  }
});

test('each path is named once, fifty at most, and never one that the client chose', () => {
  const more = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`undeclared_${i}`, i]));
  const body = { ...example(), ...more, context: more };
  body.events = Array.from({ length: 100 }, () => ({
    ...body.events[0],
    ...more,
    session_id: 'none',
  })) as never;
  expect(taken(body).ignored).toEqual(['/*', '/context/*', '/events/*/session_id', '/events/*/*']);
});

test('without consent nothing is looked at but who sends', () => {
  const body = { ...example(), context: { os_version: {}, product_version: 4 } };
  for (const consent of [null, { decision: 'refused' }, { decision: 'withdrawn' }] as const) {
    const { rows, rejected } = taken(body, { consent });
    expect(rows).toEqual([]);
    expect(rejected).toHaveLength(1);
  }
  expect(taken(body, { consent: { decision: 'granted', purposes: ['diagnostics'] } }).ignored).toEqual([
    '/context/product_version',
  ]);
});

test('a purpose that the organization took away is said to be taken by it', () => {
  const [lost] = taken(example(), { allowed_purposes: ['licensing'] }).rejected;
  expect(lost).toMatchObject({
    reason: 'purpose_not_granted',
    detail: expect.stringContaining('organization'),
  });
  const [never] = taken(example(), { consent: { decision: 'granted', purposes: ['licensing'] } }).rejected;
  expect(never).toMatchObject({
    reason: 'purpose_not_granted',
    detail: expect.not.stringContaining('organization'),
  });
});

test.each([
  ['event_id', '00000000-0000-0000-0000-000000000000'],
  ['event_id', null],
  ['occurred_at', null],
  ['occurred_at', 1764061200000],
  ['event_name', null],
  ['properties', []],
  ['properties', { feature: 7 }],
  ['properties', { feature: 'a', undeclared: 1 }],
  ['properties', { undeclared: null }],
])('what an event needs is not left out: %s %j', (name, value) => {
  const body = example();
  body.events = body.events.map((event) => ({ ...event, [name]: value }));
  expect(taken(body).rejected).toMatchObject([{ reason: 'event_invalid' }]);
});
