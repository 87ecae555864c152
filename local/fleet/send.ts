import { gzipSync } from 'node:zlib';
import { type Call, fleet } from './fleet.ts';

/** The write keys of the products, and the test keys. */
export type Keys = Record<string, { live: string; test: string }>;

const atOnce = 6;

/**
 * Sends the fleet through the API, as its installations would: each in its own order, some at once. Sending it
 * again adds nothing, since the same start makes the same events. Calls `progress` as it goes.
 */
export async function send(
  url: string,
  keys: Keys,
  start: string,
  progress: (sent: number, accepted: number, rejected: number) => void,
  share = 1,
): Promise<void> {
  const installations = fleet(start, share);
  const counts = { sent: 0, accepted: 0, rejected: 0 };
  const worker = async () => {
    for (const calls of installations) {
      for (const call of calls) {
        const answer = await post(url, keys, call);
        counts.sent++;
        counts.accepted += answer.accepted ?? 0;
        counts.rejected += answer.rejected?.length ?? 0;
        progress(counts.sent, counts.accepted, counts.rejected);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

async function post(url: string, keys: Keys, { product, test, method, path, body, secret, address }: Call) {
  const writeKey = keys[product]?.[test ? 'test' : 'live'];
  const json = JSON.stringify(method === 'POST' ? { sent_at: new Date().toISOString(), ...body } : body);
  const response = await fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${writeKey}`,
      'x-installation-secret': secret,
      'x-forwarded-for': address,
      'content-type': method === 'POST' ? 'application/gzip' : 'application/json',
    },
    body: method === 'POST' ? gzipSync(json) : json,
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as { accepted?: number; rejected?: object[] };
}
