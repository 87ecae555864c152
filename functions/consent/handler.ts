import type { Consent } from '../../shared/consent.ts';
import { asked, told } from '../platform/calls.ts';
import { proven } from '../platform/credentials.ts';
import { digest } from '../platform/digest.ts';
import { type Answer, Problem, type Request, serve } from '../platform/http.ts';
import { erased, type Installation, installationKey, standingOf, wrongSecret } from '../platform/records.ts';
import { erase } from '../rights/erase.ts';
import { readDecision } from './body.ts';
import { getCeiling, putCeiling } from './organization.ts';
import { receiptOf } from './receipt.ts';
import { announce, record } from './record.ts';

/** `PUT /v1/consent`: presented · open · read · prove · record · announce · erase if asked to · receipt. */
async function put(request: Request): Promise<Answer> {
  const now = Date.now();
  const call = told(request, readDecision);
  if (call instanceof Problem) return call;
  const { caller, body: decision } = call;
  const read = await proven(caller.claimed, [], now);
  if (read instanceof Problem) return read;
  const recorded = await record(read.sender.product, { secret: caller.secret }, decision, now);
  if (recorded instanceof Problem) return recorded;
  await announce(read.sender, decision, recorded);
  const { installation_id } = decision;
  if (decision.erase) await erase(read.sender, { installation_id }, digest(caller.secret), now);
  return receipt(installation_id, recorded.inForce);
}

/** `GET /v1/consent/{installation_id}`: the decision in force, in the shape of its receipt. */
async function get(request: Request): Promise<Answer> {
  const call = await asked(request, 'installation_id', installationKey);
  if (call instanceof Problem) return call;
  const installation = call.item as unknown as Installation | undefined;
  if (!installation) return new Problem('not_found', 'No consent is recorded for this installation.');
  const refused = wrongSecret(installation, call.secret);
  if (refused) return refused;
  if (installation.erased_at !== undefined) return erased();
  return receipt(call.id, installation as Consent);
}

async function receipt(installation_id: string, inForce: Consent): Promise<Answer> {
  const { purposes } = await standingOf(inForce, undefined, undefined);
  return { status: 200, json: receiptOf(installation_id, inForce, purposes) };
}

export const handler = serve({
  'PUT /v1/consent': put,
  'GET /v1/consent/{installation_id}': get,
  'PUT /v1/organizations/{organization_id}/consent': putCeiling,
  'GET /v1/organizations/{organization_id}/consent': getCeiling,
});
