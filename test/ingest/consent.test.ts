import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check, Rejected } from '../../functions/ingest/check.ts';
import { catalog, eventFields } from '../../shared/catalog/catalog.ts';
import { purposes } from '../../shared/catalog/field.ts';
import { accepted, consentUnder, example } from '../examples/examples.ts';
import { objectOf } from './hostile.ts';
import { bodyWith, rows, termsUnder } from './rows.ts';

test('an event is taken only if its purpose is granted and allowed', () => {
  const some = fc.subarray([...purposes]);
  fc.assert(
    fc.property(fc.constantFrom(...accepted), some, some, ({ body }, granted, allowed) => {
      const consent = consentUnder({
        consent: { decision: 'granted', purposes: granted },
        allowed_purposes: allowed,
      });
      for (const event of body.events) {
        const { purpose = 'essential' } = catalog.get(event.event_name as string) ?? {};
        const taken = !(check(event, termsUnder(consent), Date.now()) instanceof Rejected);
        expect(taken).toBe(granted.includes(purpose) && allowed.includes(purpose));
      }
    }),
  );
});

test('who it is, is in a row only if persons is granted and allowed beside another purpose', () => {
  const some = fc.subarray([...purposes]);
  const user = { user_id: 'b7d1f0a3c2e54d6f8a9b0c1d2e3f4a5b', user_role: 'analyst' };
  fc.assert(
    fc.property(fc.constantFrom(...accepted), some, some, ({ body }, granted, allowed) => {
      const consent = consentUnder({
        consent: { decision: 'granted', purposes: granted },
        allowed_purposes: allowed,
      });
      const named = granted.includes('persons') && allowed.includes('persons');
      for (const row of rows(bodyWith(user, structuredClone(body)), consent)) {
        expect([row.user_id, row.user_role]).toEqual(named ? Object.values(user) : [undefined, undefined]);
      }
    }),
  );
});

test('an event without consent is never taken, whatever else is right or wrong about it', () => {
  const consents = [null, { decision: 'refused' }, { decision: 'withdrawn' }] as const;
  fc.assert(
    fc.property(fc.constantFrom(...consents), objectOf(Object.keys(eventFields)), (consent, changes) => {
      const event = { ...example().events[0], ...changes };
      expect(check(event, termsUnder(consentUnder({ consent })), Date.now())).toBeInstanceOf(Rejected);
    }),
  );
});
