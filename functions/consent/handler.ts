import { consentRoutes } from '../../shared/api/consent.ts';
import { keyRoutes } from '../../shared/api/keys.ts';
import { organizationRoutes } from '../../shared/api/organizations.ts';
import type { Consent } from '../../shared/consent.ts';
import type { Answer } from '../platform/answer.ts';
import { authenticate } from '../platform/authenticate.ts';
import type { Call } from '../platform/call.ts';
import { ownItem } from '../platform/own-item.ts';
import { Problem } from '../platform/problem.ts';
import { installationKey } from '../platform/records.ts';
import { serve } from '../platform/serve.ts';
import { startErasure } from '../rights/start-erasure.ts';
import { readDecision } from './body.ts';
import { getKeys } from './keys.ts';
import { noticeDigest } from './notice.ts';
import { getPolicy, putPolicy } from './organization.ts';
import { receiptOf } from './receipt.ts';
import { announce, record } from './record.ts';
import { getStatement } from './statement.ts';

type Receipt = Answer<'PUT /v1/consent'>;

/** `PUT /v1/consent`: read · authenticate · record (if the secret is right) · announce · erase if asked to · receipt. */
async function put({ credentials, body, now }: Call<'PUT /v1/consent'>): Promise<Receipt> {
  const sent = readDecision(body, now);
  if (sent instanceof Problem) return sent;
  const { body: decision, ignored } = sent;
  const read = await authenticate(credentials, [], now);
  if (read instanceof Problem) return read;
  const { secret } = credentials;
  const notice_sha256 = await noticeDigest(decision.notice_version, decision.notice_language);
  const { product } = read.sender;
  const recorded = await record(product, { secret, notice_sha256 }, decision, now);
  if (recorded instanceof Problem) return recorded;
  await announce(read.sender, decision, recorded);
  const { installation_id } = decision;
  if (decision.erase) {
    const started = await startErasure(read.sender, { installation_id }, secret, now);
    if (started instanceof Problem) return started;
  }
  const json = await receiptOf(product, installation_id, recorded.inForce);
  return { status: 200, json: { ...json, ...(ignored.length > 0 && { ignored }) } };
}

/** `GET /v1/consent/{installation_id}`: the decision in force, in the shape of its receipt. */
async function get(call: Call<'GET /v1/consent/{installation_id}'>): Promise<Receipt> {
  const { installation_id } = call.path;
  const installation = await ownItem(call, installation_id, installationKey);
  if (installation instanceof Problem) return installation;
  if (installation?.erased_at !== undefined) return new Problem('installation_erased');
  // An item without a decision holds a secret, or users who are taken no more.
  if (!installation?.decision)
    return new Problem('not_found', 'No consent is recorded for this installation.');
  const { product } = call.credentials;
  return {
    status: 200,
    json: await receiptOf(product, installation_id.toLowerCase(), installation as Consent),
  };
}

export const handler = serve(
  { ...organizationRoutes, ...consentRoutes, ...keyRoutes },
  {
    'PUT /v1/consent': put,
    'GET /v1/consent/{installation_id}': get,
    'PUT /v1/organizations/{organization_id}/consent': putPolicy,
    'GET /v1/organizations/{organization_id}/consent': getPolicy,
    'GET /v1/organizations/{organization_id}/statement': getStatement,
    'GET /v1/keys': getKeys,
  },
);
