import { randomBytes, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { purposes } from '../shared/catalog/field.ts';
import { batch } from './batch.ts';

/** What posting for a while came to. Latencies in milliseconds, failed: requests without a 202. */
export type Posted = {
  seconds: number;
  requests: number;
  failed: number;
  accepted: number;
  rejected: number;
  p50_ms: number;
  p99_ms: number;
};

/**
 * Posts batches as installations would, in a process of its own. Arguments: URL, write key, seconds, events a batch,
 * requests at once. Prints what it came to.
 */
const [url = '', writeKey = '', seconds, size, atOnce] = process.argv.slice(2);
const latencies: number[] = [];
const counts = { failed: 0, accepted: 0, rejected: 0 };
const until = performance.now() + Number(seconds) * 1000;

/** An installation that consents to everything, and then posts one batch after the other. */
async function installation(): Promise<void> {
  const installation_id = randomUUID();
  const headers = {
    authorization: `Bearer ${writeKey}`,
    'x-installation-secret': randomBytes(32).toString('base64url'),
  };
  const decision = {
    installation_id,
    decision: 'granted',
    purposes,
    notice_version: 1,
    decided_by: 'user',
    decided_at: new Date().toISOString(),
  };
  const consented = await fetch(`${url}/v1/consent`, {
    method: 'PUT',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(decision),
  });
  if (!consented.ok) throw new Error(await consented.text());
  while (performance.now() < until) {
    const body = gzipSync(JSON.stringify({ ...batch(Number(size)), installation_id }));
    const began = performance.now();
    const reply = await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/gzip' },
      body,
    });
    const answer = (await reply.json()) as { accepted?: number; rejected?: object[] };
    latencies.push(performance.now() - began);
    if (reply.status !== 202) counts.failed++;
    counts.accepted += answer.accepted ?? 0;
    counts.rejected += answer.rejected?.length ?? 0;
  }
}

const began = performance.now();
await Promise.all(Array.from({ length: Number(atOnce) }, installation));
latencies.sort((a, b) => a - b);
const at = (share: number) => latencies[Math.floor(share * (latencies.length - 1))] as number;
const posted: Posted = {
  seconds: (performance.now() - began) / 1000,
  requests: latencies.length,
  ...counts,
  p50_ms: at(0.5),
  p99_ms: at(0.99),
};
console.log(JSON.stringify(posted));
