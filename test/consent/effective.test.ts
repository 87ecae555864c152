import fc from 'fast-check';
import { expect, test } from 'vitest';
import { purposes } from '../../shared/catalog/field.ts';
import { type Consent, covers, effectiveConsent } from '../../shared/consent.ts';

const granted = (list: Consent['purposes']): Consent => ({
  receipt_id: 'r',
  decision: 'granted',
  purposes: list,
  notice_version: 2,
  decided_at: 0,
  recorded_at: 0,
});

test('without a record, nothing is granted', () => {
  expect(effectiveConsent(undefined, [])).toEqual({
    status: 'none',
    purposes: [],
    granted: [],
    optedOut: false,
    notice_version: 0,
  });
});

test('after a refusal or a withdrawal nothing is granted, whatever the record lists', () => {
  for (const decision of ['refused', 'withdrawn'] as const) {
    expect(effectiveConsent({ ...granted(purposes), decision }, [])).toMatchObject({
      status: decision,
      purposes: [],
    });
  }
});

test('what applies is what the installation granted and every organization allows', () => {
  const some = fc.subarray([...purposes]);
  const policies = fc.array(fc.option(some, { nil: undefined }), { maxLength: 3 });
  fc.assert(
    fc.property(fc.shuffledSubarray([...purposes]), policies, (list, policies) => {
      const { status, purposes: effective, optedOut } = effectiveConsent(granted(list), policies);
      const expected = purposes.filter(
        (one) => list.includes(one) && policies.every((allowed) => !allowed || allowed.includes(one)),
      );
      expect(status).toBe('granted');
      expect(effective).toEqual(expected);
      expect(optedOut).toBe(policies.some((allowed) => allowed && allowed.length === 0));
    }),
  );
});

test('an organization that allows nothing has opted out, and one without a record has not', () => {
  expect(effectiveConsent(granted(purposes), [[], undefined])).toMatchObject({
    purposes: [],
    optedOut: true,
  });
  expect(effectiveConsent(granted(purposes), [undefined])).toMatchObject({ purposes, optedOut: false });
});

test('a purpose covers what came with the notice consented to or an earlier one', () => {
  const applies = effectiveConsent(granted(['usage']), []);
  expect([1, 2, 3].map((since) => covers(applies, 'usage', since))).toEqual([true, true, false]);
  expect(covers(applies, 'environment', 1)).toBe(false);
});
