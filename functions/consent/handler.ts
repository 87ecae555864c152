import { isUuid } from '../../shared/catalog/validate.ts';
import { open } from '../edge/body.ts';
import { claim, installationSecret, prove, toRead } from '../edge/credentials.ts';
import { type Answer, Problem, type Request, serve } from '../edge/http.ts';
import { type Installation, installationKey, standingOf, wrongSecret } from '../edge/records.ts';
import { readItems } from '../edge/store.ts';
import { readDecision } from './body.ts';
import { getCeiling, putCeiling } from './organization.ts';
import { receiptOf } from './receipt.ts';
import { announce, record } from './record.ts';

/** `PUT /v1/consent`: claim · open · read · prove · record · announce · receipt. */
async function put(request: Request): Promise<Answer> {
  const now = Date.now();
  const claimed = claim(request);
  if (claimed instanceof Problem) return claimed;
  const secret = installationSecret(request);
  if (secret instanceof Problem) return secret;
  if (secret === undefined) return new Problem('credential_missing', 'Send x-installation-secret.');
  const body = open(request);
  if (body instanceof Problem) return body;
  const decision = readDecision(body);
  if (decision instanceof Problem) return decision;

  const sender = await proven(claimed, now);
  if (sender instanceof Problem) return sender;
  const recorded = await record(sender.product, secret, decision, now);
  if (recorded instanceof Problem) return recorded;
  await announce(sender, decision, recorded);
  return receipt(decision.installation_id, recorded.installation);
}

/** `GET /v1/consent/{installation_id}`: the decision in force, in the shape of its receipt. */
async function get(request: Request): Promise<Answer> {
  const now = Date.now();
  const claimed = claim(request);
  if (claimed instanceof Problem) return claimed;
  const secret = installationSecret(request);
  if (secret instanceof Problem) return secret;
  const installation_id = request.path.installation_id?.toLowerCase();
  if (!isUuid(installation_id))
    return new Problem('not_found', 'No consent is recorded for this installation.');

  const sender = await proven(claimed, now);
  if (sender instanceof Problem) return sender;
  const [item] = await readItems([installationKey(sender.product, installation_id)]);
  if (!item) return new Problem('not_found', 'No consent is recorded for this installation.');
  const installation = item as unknown as Installation;
  const refused = wrongSecret(installation, secret);
  return refused ?? receipt(installation_id, installation);
}

async function proven(claimed: Exclude<ReturnType<typeof claim>, Problem>, now: number) {
  const key = toRead(claimed, now);
  const [item] = key ? await readItems([key]) : [];
  return prove(claimed, item, now);
}

async function receipt(installation_id: string, installation: Installation): Promise<Answer> {
  const { purposes } = await standingOf(installation, undefined, undefined);
  return { status: 200, json: receiptOf(installation_id, installation, purposes) };
}

export const handler = serve({
  'PUT /v1/consent': put,
  'GET /v1/consent/{installation_id}': get,
  'PUT /v1/organizations/{organization_id}/consent': putCeiling,
  'GET /v1/organizations/{organization_id}/consent': getCeiling,
});
