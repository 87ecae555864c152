import { expect, test } from 'vitest';
import { readBatch } from '../../functions/ingest/batch.ts';
import { check, Rejected } from '../../functions/ingest/check.ts';
import { Problem } from '../../functions/platform/problem.ts';
import { standard } from '../../shared/catalog/standard.ts';
import { eventReasons } from '../../shared/reasons.ts';
import { accepted, consentUnder, rejected } from '../examples/examples.ts';
import { termsUnder } from './rows.ts';

test.each(accepted)('$name is accepted as a whole', ({ body }) => {
  const batch = readBatch(body);
  if (batch instanceof Problem) expect.fail(batch.detail);
  for (const event of batch.events)
    expect(check(event, termsUnder(), Date.now())).not.toBeInstanceOf(Rejected);
  expect(batch.ignored.paths).toEqual([]);
});

test.each(rejected)('$name is rejected as $reason', ({ reason, body, ...circumstances }) => {
  const batch = readBatch(body);
  if (batch instanceof Problem) {
    expect(batch.reason).toBe(reason);
    return;
  }
  expect(batch.events).not.toHaveLength(0);
  for (const event of batch.events) {
    expect(check(event, termsUnder(consentUnder(circumstances)), Date.now())).toMatchObject({ reason });
  }
});

test('every standard event has an example', () => {
  expect(accepted.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(standard)));
});

test('every reason to reject an event has an example', () => {
  expect(rejected.map(({ reason }) => reason)).toEqual(expect.arrayContaining(Object.keys(eventReasons)));
});
