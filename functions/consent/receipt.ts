import type { Purpose } from '../../shared/catalog/field.ts';
import type { Consent } from '../../shared/consent.ts';

/** The receipt of the decision in force, as `PUT` and `GET /v1/consent` answer it. */
export const receiptOf = (
  installation_id: string,
  consent: Consent,
  effective_purposes: readonly Purpose[],
) => ({
  receipt_id: consent.receipt_id,
  installation_id,
  decision: consent.decision,
  purposes: consent.purposes,
  effective_purposes,
  notice_version: consent.notice_version,
  recorded_at: new Date(consent.recorded_at).toISOString(),
});
