import type { Calls } from './calls.ts';
import type { Consent } from './consent.ts';
import { jsonOf } from './replies.ts';
import type { Users } from './users.ts';

/** What is stored, once the service has looked: hourly, so that it may still be `running`. Asked again, it goes on. */
export type Exported = { status: 'running' | 'completed'; rows: object[]; consent_history: object[] };
/** `pending`: the service could not be reached; it is asked again by itself. */
export type Erasure = {
  status: 'pending' | 'received' | 'removed_from_reports' | 'completed';
  erasure_id?: string;
  due_at?: string;
};
type Needs = { calls: Calls; consent: Consent; users: Users };

/** Rejects with what the service said. */
async function ask({ calls }: Needs, method: 'GET' | 'POST', path: string, body?: object) {
  const reply = await calls.call(method, path, body);
  const json = jsonOf(reply);
  if (!json || reply.status >= 300)
    throw new Error(`The service answered ${reply.status}: ${json?.detail ?? 'not as ours does'}`);
  return json;
}

const sleep = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

export async function exportData(
  needs: Needs,
  { user, timeout_ms = 60_000 }: { user?: string; timeout_ms?: number },
): Promise<Exported> {
  const { identity } = needs.consent.saved;
  if (!identity) return { status: 'completed', rows: [], consent_history: [] };
  const { installation_id, salt } = identity;
  const user_id = user && (await needs.users.idOf(user, salt));
  const until = Date.now() + timeout_ms;
  const { export_id } = await ask(needs, 'POST', '/v1/exports', { installation_id, user_id });
  const whole: Exported = { status: 'running', rows: [], consent_history: [] };
  for (let page: string | undefined, wait = 500; ; ) {
    const query = page === undefined ? '' : `?page=${encodeURIComponent(page)}`;
    const part = await ask(needs, 'GET', `/v1/exports/${export_id}${query}`);
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

export async function erase(needs: Needs, { user }: { user?: string }): Promise<Erasure> {
  const { consent, users } = needs;
  const { identity } = consent.saved;
  if (!identity) {
    consent.refuse();
    return { status: 'completed' };
  }
  const { installation_id, salt } = identity;
  const user_id = user && (await users.idOf(user, salt));
  if (user_id) return (await ask(needs, 'POST', '/v1/erasures', { installation_id, user_id })) as Erasure;
  // Nothing more is queued from here on, and the decision itself carries the erasure should the call fail.
  consent.withdraw({ erase: true });
  const asked = () => ask(needs, 'POST', '/v1/erasures', { installation_id }) as Promise<Erasure>;
  try {
    const erasure = await asked().catch((fault) => {
      // Told the decision, the service said first that it has begun, which ended the call: asked again, it is the same.
      if (consent.status === 'erased') return asked();
      throw fault;
    });
    consent.adopt('erased');
    return erasure;
  } catch {
    return { status: 'pending' };
  }
}
