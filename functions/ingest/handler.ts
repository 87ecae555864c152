import { eventRoutes } from '../../shared/api/events.ts';
import { noticeVersion, serviceFields } from '../../shared/catalog/catalog.ts';
import { covers } from '../../shared/consent.ts';
import type { Answer } from '../platform/answer.ts';
import type { Call } from '../platform/call.ts';
import { environment } from '../platform/environment.ts';
import { Problem } from '../platform/problem.ts';
import { serve } from '../platform/serve.ts';
import { pack, put } from '../platform/stream.ts';
import { admit } from './admit.ts';
import { readBatch } from './batch.ts';
import { type Checked, check, Rejected, rejection } from './check.ts';
import { countryOf } from './country.ts';
import { identify } from './identify.ts';
import { noted } from './note.ts';
import { common, shape } from './row.ts';
import { tally } from './tally.ts';
import { termsOf } from './terms.ts';

const { next } = environment;
type Post = 'POST /v1/events';

/**
 * The way of a batch, once its credentials are parsed and its body is opened: read · admit · look up the country · take
 * the context · check · identify licenses · shape (and scrub) · pack · note what was left out · put · count.
 */
async function ingest({ credentials, body, address, now }: Call<Post>): Promise<Answer<Post>> {
  const batch = readBatch(body);
  if (batch instanceof Problem) return batch;
  const admitted = await admit(credentials, batch, now);
  if (admitted instanceof Problem) return admitted;

  const { consent } = admitted;
  const terms = termsOf(admitted, batch.ignored);
  const country = covers(consent, serviceFields.country.purpose, serviceFields.country.since)
    ? countryOf(address)
    : undefined;
  const shared = common(batch, admitted, terms, country, now);
  const accepted: Checked[] = [];
  const rejected: ReturnType<typeof rejection>[] = [];
  for (const [index, event] of batch.events.entries()) {
    const checked = check(event, terms, now);
    if (checked instanceof Rejected) rejected.push(rejection(index, event, checked));
    else accepted.push(checked);
  }
  const licenses = await identify(accepted, consent);
  const rows = accepted.map((event) => shape(event, shared, licenses.get(event)));
  const packed = pack(rows, shared.end);
  if (!packed)
    return new Problem('body_too_large', 'The batch is more than one record holds; send fewer events.');
  const record = noted(packed, batch, admitted, accepted, now);
  if (record.length > 0) await put(record);

  const { status, purposes } = consent;
  const ignored = batch.ignored.counts.times as number;
  tally({ accepted: rows.length, ignored, consent: status, rejected }, now);
  return {
    status: 202,
    json: {
      accepted: rows.length,
      ignored: batch.ignored.paths,
      rejected,
      consent: { status, purposes, notice_version: noticeVersion },
      next,
    },
  };
}

export const handler = serve(eventRoutes, { 'POST /v1/events': ingest });
