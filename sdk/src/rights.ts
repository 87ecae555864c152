import type { Consent } from './consent.ts';
import { userId } from './random.ts';
import { jsonOf } from './replies.ts';
import type { Sender } from './sender.ts';

/** What is stored, once the service has looked: hourly, so that it may still be `running`. Asked again, it goes on. */
export type Exported = { status: 'running' | 'completed'; rows: object[]; consent_history: object[] };
/** `pending`: the service could not be reached; it is asked again by itself. */
export type Erasure = {
  status: 'pending' | 'received' | 'removed_from_reports' | 'completed';
  erasure_id?: string;
  due_at?: string;
};

/** Rejects with what the service said. */
async function ask(sender: Sender, method: 'GET' | 'POST', path: string, body?: object) {
  const reply = await sender.call(method, path, body);
  const json = jsonOf(reply);
  if (!json || reply.status >= 300) throw new Error(`The service answered ${reply.status}: ${json?.detail}`);
  return json;
}

const sleep = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

export async function exportData(
  sender: Sender,
  { saved: { identity } }: Consent,
  { user, timeout_ms = 60_000 }: { user?: string; timeout_ms?: number },
): Promise<Exported> {
  if (!identity) return { status: 'completed', rows: [], consent_history: [] };
  const { installation_id, salt } = identity;
  const user_id = user && (await userId(user, salt));
  const until = Date.now() + timeout_ms;
  const { export_id } = await ask(sender, 'POST', '/v1/exports', { installation_id, user_id });
  const whole: Exported = { status: 'running', rows: [], consent_history: [] };
  for (let page: string | undefined, wait = 500; ; ) {
    const query = page === undefined ? '' : `?page=${encodeURIComponent(page)}`;
    const part = await ask(sender, 'GET', `/v1/exports/${export_id}${query}`);
    if (part.status === 'completed') {
      whole.rows.push(...(part.rows as object[]));
      whole.consent_history.push(...(part.consent_history as object[]));
      page = part.next_page as string | undefined;
      if (page === undefined) return { ...whole, status: 'completed' };
    } else {
      if (Date.now() + wait > until) return whole;
      await sleep(wait);
      wait = Math.min(wait * 2, 30_000);
    }
  }
}

export async function erase(sender: Sender, consent: Consent, { user }: { user?: string }): Promise<Erasure> {
  const { identity } = consent.saved;
  if (!identity) {
    consent.refuse();
    return { status: 'completed' };
  }
  const { installation_id, salt } = identity;
  const user_id = user && (await userId(user, salt));
  if (user_id) return (await ask(sender, 'POST', '/v1/erasures', { installation_id, user_id })) as Erasure;
  // Nothing more is queued from here on, and the decision itself carries the erasure should the call fail.
  consent.withdraw({ erase: true });
  try {
    const erasure = (await ask(sender, 'POST', '/v1/erasures', { installation_id })) as Erasure;
    consent.adopt('erased');
    return erasure;
  } catch {
    return { status: 'pending' };
  }
}
