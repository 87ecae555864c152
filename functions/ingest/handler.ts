import { eventRoutes } from '../../shared/api/events.ts';
import { noticeVersion, serviceFields } from '../../shared/catalog/catalog.ts';
import { covers } from '../../shared/consent.ts';
import type { Answer } from '../platform/answer.ts';
import type { Call } from '../platform/call.ts';
import { environment } from '../platform/environment.ts';
import { Problem } from '../platform/problem.ts';
import { serve } from '../platform/serve.ts';
import { pack, put } from '../platform/stream.ts';
import { type Admitted, admit } from './admit.ts';
import { readBatch } from './batch.ts';
import { type Checked, check, Rejected, rejection } from './check.ts';
import { countryOf } from './country.ts';
import { identify } from './identify.ts';
import { common, shape } from './row.ts';

const { next } = environment;
type Post = 'POST /v1/events';

/**
 * The way of a batch, once its credentials are parsed and its body is opened: read · admit · look up the country ·
 * check · identify licenses · shape (and scrub) · pack · put.
 */
async function ingest({ credentials, body, address, now }: Call<Post>): Promise<Answer<Post>> {
  const batch = readBatch(body);
  if (batch instanceof Problem) return batch;
  const admitted = await admit(credentials, batch, now);
  if (admitted instanceof Problem) return admitted;

  const country = covers(admitted.consent, serviceFields.country.purpose, serviceFields.country.since)
    ? countryOf(address)
    : undefined;
  const accepted: Checked[] = [];
  const rejected: ReturnType<typeof rejection>[] = [];
  for (const [index, event] of batch.events.entries()) {
    const checked = taken(check(event, admitted.consent, now), admitted);
    if (checked instanceof Rejected) rejected.push(rejection(index, event, checked));
    else accepted.push(checked);
  }
  const licenses = await identify(accepted, admitted.consent);
  const shared = common(batch, admitted, country, now);
  const rows = accepted.map((event) => shape(event, shared, licenses.get(event)));
  if (rows.length > 0) {
    const record = pack(rows, shared.end);
    if (!record)
      return new Problem('body_too_large', 'The batch is more than one record holds; send fewer events.');
    await put(record);
  }

  const { status, purposes } = admitted.consent;
  return {
    status: 202,
    json: {
      accepted: rows.length,
      rejected,
      consent: { status, purposes, notice_version: noticeVersion },
      next,
    },
  };
}

/** An event of a user who is taken no more is not taken either. */
function taken(checked: Checked | Rejected, { refusalOf }: Admitted): Checked | Rejected {
  if (checked instanceof Rejected || checked.user_id === undefined) return checked;
  const refusal = refusalOf(checked.user_id as string);
  if (!refusal) return checked;
  return refusal === 'erased'
    ? new Rejected('installation_erased', 'This user of the installation has been erased.')
    : new Rejected('consent_withdrawn', 'This user of the installation has withdrawn.');
}

export const handler = serve(eventRoutes, { 'POST /v1/events': ingest });
