import fc from 'fast-check';
import { expect, test } from 'vitest';
import { purposes } from '../../shared/catalog/field.ts';
import { type Consent, covers, standing } from '../../shared/consent.ts';

const granted = (list: Consent['purposes']): Consent => ({
  receipt_id: 'r',
  decision: 'granted',
  purposes: list,
  notice_version: 2,
  decided_at: 0,
  recorded_at: 0,
});

test('without a record, nothing is granted', () => {
  expect(standing(undefined, [])).toEqual({
    status: 'none',
    purposes: [],
    optedOut: false,
    notice_version: 0,
  });
});

test('after a refusal or a withdrawal nothing is granted, whatever the record lists', () => {
  for (const decision of ['refused', 'withdrawn'] as const) {
    expect(standing({ ...granted(purposes), decision }, [])).toMatchObject({
      status: decision,
      purposes: [],
    });
  }
});

test('what applies is what the installation granted and every organization allows', () => {
  const some = fc.subarray([...purposes]);
  const ceilings = fc.array(fc.option(some, { nil: undefined }), { maxLength: 3 });
  fc.assert(
    fc.property(fc.shuffledSubarray([...purposes]), ceilings, (list, ceilings) => {
      const { status, purposes: effective, optedOut } = standing(granted(list), ceilings);
      const expected = purposes.filter(
        (one) => list.includes(one) && ceilings.every((ceiling) => !ceiling || ceiling.includes(one)),
      );
      expect(status).toBe('granted');
      expect(effective).toEqual(expected);
      expect(optedOut).toBe(ceilings.some((ceiling) => ceiling && ceiling.length === 0));
    }),
  );
});

test('an organization that allows nothing has opted out, and one without a record has not', () => {
  expect(standing(granted(purposes), [[], undefined])).toMatchObject({ purposes: [], optedOut: true });
  expect(standing(granted(purposes), [undefined])).toMatchObject({ purposes, optedOut: false });
});

test('a purpose covers what came with the notice consented to or an earlier one', () => {
  const applies = standing(granted(['usage']), []);
  expect([1, 2, 3].map((since) => covers(applies, 'usage', since))).toEqual([true, true, false]);
  expect(covers(applies, 'environment', 1)).toBe(false);
});
