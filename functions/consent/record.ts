import { type Consent, decide } from '../../shared/consent.ts';
import { type Sender, wrongSecret } from '../platform/authenticate.ts';
import { digest, uuidOf } from '../platform/digest.ts';
import { Problem } from '../platform/problem.ts';
import { decisionKey, type Installation, installationKey } from '../platform/records.ts';
import { putItem, readItems, unchangedSince } from '../platform/store.ts';
import { putRow } from '../platform/stream.ts';
import type { DecisionBody } from './body.ts';

/** The consent in force after a decision, and when that decision first reached us. */
export type Recorded = { inForce: Consent; recorded_at: number; receipt_id: string };
/**
 * Who brings a decision: the installation, by its secret, which was shown the notice of this digest; or the vendor's
 * people on a data subject's request.
 */
export type Bringer = { secret: string; notice_sha256: string | undefined } | 'vendor';

/**
 * Records a decision: first as proof in the history, then in the record that every request reads. The receipt's ID
 * follows from the decision, so a decision sent again is the same one, with the time it first came.
 */
export async function record(
  product: string,
  bringer: Bringer,
  decision: DecisionBody,
  now: number,
): Promise<Recorded | Problem> {
  const { installation_id, ...proof } = decision;
  const receipt_id = receiptId(product, decision);
  const key = installationKey(product, installation_id);
  const proofKey = decisionKey<typeof proof>(key, receipt_id);
  for (let attempt = 0; attempt < 5; attempt++) {
    const [before, known] = await readItems([key, proofKey]);
    // Looked at here, since the first decision pins the secret: of two at the same time, only one does.
    const refused = bringer === 'vendor' ? undefined : wrongSecret(before, bringer.secret);
    if (refused) return refused;
    const recorded_at = known?.recorded_at ?? now;
    if (before?.erased_at !== undefined) {
      // The very decision that led to the erasure may come again, when its answer was lost.
      return known?.erase ? { inForce: known, recorded_at, receipt_id } : new Problem('installation_erased');
    }
    if (!known) {
      const how =
        bringer === 'vendor' ? { on_request: true as const } : { notice_sha256: bringer.notice_sha256 };
      const item = { ...proof, receipt_id, recorded_at, ...how };
      await putItem(proofKey, item, { if: 'attribute_not_exists(pk)' });
    }

    const current = before?.decision ? (before as Consent) : undefined;
    const inForce = decide(current, { ...decision, receipt_id, recorded_at }) as Consent;
    if (inForce === current) return { inForce, recorded_at, receipt_id };
    const installation: Installation = {
      ...inForce,
      secret_digest: before?.secret_digest ?? (bringer === 'vendor' ? undefined : digest(bringer.secret)),
      users: before?.users,
      erasure: before?.erasure,
      version: (before?.version ?? 0) + 1,
    };
    // Of two decisions at the same time, the second looks again at what the first left.
    if (await putItem(key, installation, unchangedSince(before?.version))) {
      return { inForce, recorded_at, receipt_id };
    }
  }
  throw new Error('The consent record kept changing.');
}

/** Follows from what was decided, in whatever order the client wrote it. */
const receiptId = (product: string, decision: DecisionBody): string =>
  uuidOf(product, JSON.stringify(Object.entries(decision).sort(([one], [other]) => (one < other ? -1 : 1))));

/** Sends the decision down the stream as a row of its own, for the report on consent: it says nothing of who. */
export async function announce(
  sender: Sender,
  decision: DecisionBody,
  { receipt_id, recorded_at }: Recorded,
): Promise<void> {
  const event_id = uuidOf('consent_decided', receipt_id);
  await putRow(event_id, 'consent_decided', sender, recorded_at, {
    properties: {
      decision: decision.decision,
      purposes: decision.purposes.join(' '),
      notice_version: String(decision.notice_version),
      decided_by: decision.decided_by,
    },
  });
}
