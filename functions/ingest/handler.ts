import { noticeVersion, serviceFields } from '../../shared/catalog/catalog.ts';
import { covers } from '../../shared/consent.ts';
import { open } from '../platform/body.ts';
import { presented } from '../platform/credentials.ts';
import { environment } from '../platform/environment.ts';
import { type Answer, Problem, type Request, serve } from '../platform/http.ts';
import { pack, put } from '../platform/stream.ts';
import { type Admitted, admit } from './admit.ts';
import { readBatch } from './batch.ts';
import { type Checked, check, Rejected, rejection } from './check.ts';
import { countryOf } from './country.ts';
import { identify } from './identify.ts';
import { common, shape } from './row.ts';

const { next } = environment;

/**
 * The way of a batch: present · open · read · admit · look up the country · check · identify licenses · shape (and
 * scrub) · pack · put.
 */
async function ingest(request: Request): Promise<Answer> {
  const now = Date.now();
  const caller = presented(request);
  if (caller instanceof Problem) return caller;
  const body = open(request);
  if (body instanceof Problem) return body;
  const batch = readBatch(body);
  if (batch instanceof Problem) return batch;
  const admitted = await admit(caller, batch, now);
  if (admitted instanceof Problem) return admitted;

  const country = covers(admitted.standing, serviceFields.country.purpose, serviceFields.country.since)
    ? countryOf(request.address)
    : undefined;
  const accepted: Checked[] = [];
  const rejected: object[] = [];
  for (const [index, event] of batch.events.entries()) {
    const checked = taken(check(event, admitted.standing, now), admitted);
    if (checked instanceof Rejected) rejected.push(rejection(index, event, checked));
    else accepted.push(checked);
  }
  const licenses = await identify(accepted, admitted.standing);
  const shared = common(batch, admitted, country, now);
  const rows = accepted.map((event) => shape(event, shared, licenses.get(event)));
  if (rows.length > 0) {
    const record = pack(rows, shared.end);
    if (!record)
      return new Problem('body_too_large', 'The batch is more than one record holds; send fewer events.');
    await put(record);
  }

  const { status, purposes } = admitted.standing;
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

export const handler = serve({ 'POST /v1/events': ingest });
