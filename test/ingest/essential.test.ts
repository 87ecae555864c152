import { expect, test, vi } from 'vitest';
import { type Checked, check, Rejected } from '../../functions/ingest/check.ts';
import { purposes } from '../../shared/catalog/field.ts';
import { consentUnder } from '../examples/examples.ts';
import { bodyWith, now, rows, termsUnder } from './rows.ts';

// A vendor's catalog with an essential event, and with what came with the second notice.
vi.mock('#vendor/yours', () => {
  const field = { type: 'integer', since: 1, answers: 'vendor: test', description: 'A number.' };
  const event = { since: 1, answers: 'vendor: test', description: 'An event.' };
  return {
    noticeVersion: 2,
    yours: {
      seat_counted: {
        ...event,
        purpose: 'essential',
        justification: 'The customer pays by seats.',
        properties: { seats: field, later: { ...field, since: 2 } },
      },
      feature_tried: {
        ...event,
        purpose: 'usage',
        properties: { tries: field, later: { ...field, since: 2 } },
      },
      feature_liked: { ...event, purpose: 'usage', since: 2, properties: {} },
    },
  };
});

const bodyOf = (event_name: string, properties: object) =>
  bodyWith({ event_name, properties, occurred_at: new Date(now).toISOString() });
const essential = bodyOf('seat_counted', { seats: 3, later: 4 });
const checked = (body: typeof essential, consent = consentUnder()) =>
  check(body.events[0], termsUnder(consent), now);

test.each([
  ['without a record', { consent: null }],
  ['after a refusal', { consent: { decision: 'refused' as const } }],
  ['after a withdrawal', { consent: { decision: 'withdrawn' as const } }],
  ['under an opt-out', { allowed_purposes: [] }],
])('%s, an essential event passes with IDs, the product and its own properties only', (_, circumstances) => {
  const consent = consentUnder(circumstances);
  expect(checked(essential, consent)).not.toBeInstanceOf(Rejected);
  const [row] = rows(essential, consent);
  expect(Object.keys(row ?? {}).toSorted()).toEqual(
    [
      ...['event_day', 'event_id', 'event_name', 'installation_id', 'occurred_at', 'occurred_at_sent'],
      ...['organization_id', 'product', 'product_build', 'product_edition', 'product_version', 'properties'],
      ...['received_at', 'test', 'version_key'],
    ].toSorted(),
  );
  expect(row?.properties).toEqual({ seats: '3', later: '4' });
});

test('persons alone adds nothing to an essential event', () => {
  const user = { user_id: 'b7d1f0a3c2e54d6f8a9b0c1d2e3f4a5b', user_role: 'analyst' };
  const rowUnder = (...purposes: ('persons' | 'usage')[]) =>
    rows(bodyWith(user, essential), consentUnder({ consent: { decision: 'granted', purposes } }))[0];
  expect(rowUnder('persons')).not.toHaveProperty('user_id');
  expect(rowUnder('persons')).not.toHaveProperty('user_role');
  expect(rowUnder('persons', 'usage')).toMatchObject(user);
});

test('after an erasure nothing passes, an essential event neither', () => {
  expect(checked(essential, consentUnder({ erased: true }))).toMatchObject({
    reason: 'installation_erased',
  });
});

test('an essential event claims its purpose in the catalog, not in what is sent', () => {
  const refused = consentUnder({ consent: { decision: 'refused' } });
  expect(checked(bodyOf('feature_tried', {}), refused)).toMatchObject({ reason: 'consent_refused' });
  const claiming = bodyWith({ purpose: 'essential', essential: true }, bodyOf('feature_tried', {}));
  expect(checked(claiming, refused)).toMatchObject({ reason: 'consent_refused' });
});

test('an event that came with a later notice than the one consented to is not granted', () => {
  const body = bodyOf('feature_liked', {});
  expect(checked(body)).toMatchObject({ reason: 'purpose_not_granted' });
  expect(checked(body, { ...consentUnder(), notice_version: 2 })).not.toBeInstanceOf(Rejected);
});

test('a property that came with a later notice than the one consented to is left out of the row', () => {
  const body = bodyOf('feature_tried', { tries: 1, later: 2 });
  expect((checked(body) as Checked).event_name).toBe('feature_tried');
  expect(rows(body)).toMatchObject([{ properties: { tries: '1' } }]);
  expect(rows(body)[0]?.properties).not.toHaveProperty('later');
  const consent = { ...consentUnder(), purposes, notice_version: 2 };
  expect(rows(body, consent)).toMatchObject([{ properties: { tries: '1', later: '2' } }]);
});
