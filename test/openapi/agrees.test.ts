import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDecision, readPolicy } from '../../functions/consent/body.ts';
import { readBatch } from '../../functions/ingest/batch.ts';
import { check, Rejected } from '../../functions/ingest/check.ts';
import { common } from '../../functions/ingest/row.ts';
import { Problem } from '../../functions/platform/problem.ts';
import { decisionFrame } from '../../shared/api/consent.ts';
import { limits } from '../../shared/limits.ts';
import { accepted, consentUnder } from '../examples/examples.ts';
import { termsUnder } from '../ingest/rows.ts';
import { compile } from './schemas.ts';

const long = limits.stringLength;
/** Values at the edges of what the types take, and beyond. */
const values = [
  ...['', ' ', '.', 'a', '4.2.1', '-4', 'de-DE', 'de--DE', 'granted', 'user', 'a\0b', 'a\n', 'NaN', '語'],
  ...[long, long + 1].flatMap((length) => ['a'.repeat(length), '𠮷'.repeat(length)]),
  ...[31, 32, 64, 65, 127, 128, 129].map((length) => 'a'.repeat(length)),
  '0b0f4c1e-8d0e-4a64-9b61-0c2d6d3f6f11',
  '0B0F4C1E-8D0E-4A64-9B61-0C2D6D3F6F11',
  '{0b0f4c1e-8d0e-4a64-9b61-0c2d6d3f6f11}',
  ...['2026-11-22T10:00:05Z', '2026-11-22t10:00:05.123456789z', '2026-11-22T10:00:05.1234567890Z'],
  ...[
    '2026-11-22T10:00:05+23:59',
    '2026-11-22T10:00:05+24:00',
    '2026-11-22T10:00:05',
    '2026-11-22 10:00:05Z',
  ],
  ...['2024-02-29T00:00:00Z', '2023-02-29T00:00:00Z', '2026-02-30T00:00:00Z', '2026-04-31T00:00:00Z'],
  ...['0000-02-29T00:00:00Z', '1900-02-29T00:00:00Z', '9999-12-31T23:59:59-23:59', '2016-12-31T23:59:60Z'],
  ...[0, -0, -1, 1, 2, 0.5, 1e3, 1e300, 2 ** 53 - 1, 2 ** 53, true, false, null],
  ...[[], ['usage'], ['usage', 'usage'], ['usage', 'all'], [null], 'usage', {}, { a: 1 }],
];
const names = ['__proto__', 'constructor', 'toString', 'purpose', ''];

/** The body with some of its fields changed, left out or added: in it, in its context, in its events. */
function changed(body: object, ...frames: object[]): fc.Arbitrary<unknown> {
  const known = [body, ...frames].flatMap((frame) => Object.keys(frame));
  const one = fc.tuple(
    fc.nat(),
    fc.oneof({ arbitrary: fc.constantFrom(...known), weight: 9 }, fc.constantFrom(...names)),
    fc.option(fc.constantFrom(...values), { nil: undefined, freq: 9 }),
  );
  return fc.array(one, { minLength: 1, maxLength: 2 }).map((changes) => {
    const copy = structuredClone(body);
    for (const [at, name, value] of changes) {
      const objects = objectsIn(copy);
      const object = objects[at % objects.length] as object;
      const own = { value: structuredClone(value), enumerable: true, configurable: true, writable: true };
      Object.defineProperty(object, name, own);
    }
    // As it comes out of the wire: what is undefined is not there.
    return JSON.parse(JSON.stringify(copy));
  });
}

const objectsIn = (value: unknown): object[] =>
  typeof value !== 'object' || value === null
    ? []
    : [...(Array.isArray(value) ? [] : [value]), ...Object.values(value).flatMap(objectsIn)];

/** Holds the service to its description: what is described is taken whole. More is taken, and said not to be whole. */
function expectTaken(name: string, bodies: fc.Arbitrary<unknown>, takesWhole: (body: unknown) => boolean) {
  const validate = compile({ $ref: `#/components/schemas/${name}` });
  const counts = { described: 0, not: 0 };
  fc.assert(
    fc.property(bodies, (body) => {
      const described = validate(body);
      counts[described ? 'described' : 'not']++;
      if (described) expect(takesWhole(body)).toBe(true);
    }),
    { numRuns: 1500 },
  );
  expect(Math.min(counts.described, counts.not)).toBeGreaterThan(20);
}

const notOfTheBody = ['time_out_of_range'];
function takesBatch(body: unknown): boolean {
  const batch = readBatch(body);
  if (batch instanceof Problem) return false;
  const terms = termsUnder(consentUnder(), batch.ignored);
  common(batch, { product: 'editor', test: false, organization_id: undefined }, terms, undefined, Date.now());
  const taken = batch.events.every((event) => {
    const checked = check(event, terms, Date.now());
    return !(checked instanceof Rejected) || notOfTheBody.includes(checked.reason);
  });
  return taken && batch.ignored.paths.length === 0;
}

test('a batch that is described is taken with all its events, and nothing is left out', () => {
  const bodies = fc.constantFrom(...accepted).chain(({ body }) => changed(body));
  expectTaken('Batch', bodies, takesBatch);
});

const isWhole = (read: { ignored: string[] } | Problem) =>
  !(read instanceof Problem) && read.ignored.length === 0;

test('a decision that is described is taken, and nothing is left out', () => {
  const decision = fc.constantFrom('granted', 'refused', 'withdrawn').map((decision) => ({
    installation_id: '0b0f4c1e-8d0e-4a64-9b61-0c2d6d3f6f11',
    decision,
    purposes: ['usage'],
    notice_version: 1,
    decided_by: 'user',
    decided_at: '2026-11-22T10:00:05Z',
  }));
  const bodies = decision.chain((body) => changed(body, decisionFrame.fields));
  expectTaken('Decision', bodies, (body) => isWhole(readDecision(body)));
});

test('a policy that is described is taken, and nothing is left out', () => {
  const bodies = changed({ allowed_purposes: ['usage'], decided_at: '2026-11-22T10:00:05Z' });
  expectTaken('OrganizationPolicy', bodies, (body) => isWhole(readPolicy(body, [])));
});
