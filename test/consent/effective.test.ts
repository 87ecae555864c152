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
      const both = purposes.filter(
        (one) => list.includes(one) && policies.every((allowed) => !allowed || allowed.includes(one)),
      );
      const alone = both.every((one) => one === 'persons' || one === 'essential');
      expect(status).toBe('granted');
      expect(effective).toEqual(both.filter((one) => one !== 'persons' || !alone));
      const nothing = (allowed: readonly string[]) => ['', 'persons'].includes(allowed.join());
      expect(optedOut).toBe(policies.some((allowed) => allowed && nothing(allowed)));
    }),
  );
});

test('whatever else is granted and allowed, one who forbids persons has none', () => {
  const some = fc.subarray([...purposes]);
  fc.assert(
    fc.property(some, some, (list, allowed) => {
      const without = allowed.filter((one) => one !== 'persons');
      const [all, rest] = [[allowed], [without]].map(
        (policies) => effectiveConsent(granted([...list, 'persons']), policies).purposes,
      );
      expect(rest).not.toContain('persons');
      // And it costs no other purpose.
      expect(rest).toEqual(all?.filter((one) => one !== 'persons'));
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
