import { type Batch, readBatch } from '../../functions/ingest/batch.ts';
import { check, Rejected } from '../../functions/ingest/check.ts';
import { common, type Row, shape } from '../../functions/ingest/row.ts';
import { type Terms, termsOf } from '../../functions/ingest/terms.ts';
import { Ignored } from '../../shared/catalog/take.ts';
import { timeOf } from '../../shared/catalog/validate.ts';
import { type Body, consentUnder, example } from '../examples/examples.ts';

export const now = Date.parse('2026-11-22T10:00:05.000Z');

/** What events are held to under a consent. */
export const termsUnder = (consent = consentUnder(), ignored = new Ignored()): Terms =>
  termsOf({ consent, refusalOf: () => undefined }, ignored);

/** The rows of a body that comes now. */
export function rows(body: Body, consent = consentUnder()): Row[] {
  const batch = readBatch(body) as Batch;
  const who = { product: 'editor', test: false, organization_id: batch.organization_id };
  const terms = termsUnder(consent, batch.ignored);
  const shared = common(batch, who, terms, undefined, now);
  return batch.events.flatMap((event) => {
    // However old it is: the time is for the check alone.
    const checked = check(event, terms, timeOf((event as { occurred_at?: unknown }).occurred_at));
    return checked instanceof Rejected ? [] : [JSON.parse(shape(checked, shared, undefined) + shared.end)];
  });
}

/** The contract's example with changes to its event. */
export const bodyWith = (changes: object, body = example()): Body => ({
  ...body,
  sent_at: new Date(now).toISOString(),
  events: body.events.map((event) => ({ ...event, ...changes })),
});
