import { type Batch, readBatch } from '../../functions/ingest/batch.ts';
import type { Checked } from '../../functions/ingest/check.ts';
import { common, type Row, shape } from '../../functions/ingest/row.ts';
import { type Body, consentUnder, example } from '../examples/examples.ts';

export const now = Date.parse('2026-11-22T10:00:05.000Z');

/** The rows of a body that comes now. */
export function rows(body: Body, consent = consentUnder()): Row[] {
  const batch = readBatch(body) as Batch;
  const admitted = { product: 'editor', test: false, organization_id: batch.organization_id, consent };
  const shared = common(batch, admitted, undefined, now);
  return batch.events.map((event) => JSON.parse(shape(event as Checked, shared, undefined) + shared.end));
}

/** The contract's example with changes to its event. */
export const bodyWith = (changes: object, body = example()): Body => ({
  ...body,
  sent_at: new Date(now).toISOString(),
  events: body.events.map((event) => ({ ...event, ...changes })),
});
