import type { Consent } from '../../shared/consent.ts';
import { consentFor } from '../platform/consent.ts';
import { decisionProof } from './proofs.ts';

/** The receipt of the decision in force, as `PUT` and `GET /v1/consent` answer it. */
export async function receiptOf(product: string, installation_id: string, consent: Consent) {
  const { receipt_id, decision, purposes, notice_version, recorded_at } = consent;
  const effective = await consentFor(consent);
  const proof = await decisionProof(product, installation_id, receipt_id);
  return {
    receipt_id,
    installation_id,
    decision,
    purposes,
    effective_purposes: effective.purposes,
    notice_version,
    recorded_at: new Date(recorded_at).toISOString(),
    ...(proof && { proof }),
  };
}
