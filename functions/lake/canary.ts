import { randomBytes, randomUUID } from 'node:crypto';
import { noticeVersion } from '../../shared/catalog/catalog.ts';
import { hour } from '../../shared/time.ts';
import { literal } from '../platform/athena.ts';
import { credentialOf } from '../platform/credentials.ts';
import { digest } from '../platform/digest.ts';
import { environment } from '../platform/environment.ts';
import { type Canary, erasureKey, productKey } from '../platform/records.ts';
import { readItems, setAttributes } from '../platform/store.ts';
import type { Lease, Work } from './lease.ts';
import { metric } from './metric.ts';

const product = 'assent-canary';
/** Less than a day, so that a run which is early does not skip one. */
const aDay = 20 * hour;

const rowsOf = `SELECT count(*) AS found FROM (
${(['events', 'installation_days'] as const).map((table) => `SELECT product FROM ${table} WHERE product = ${literal(product)} AND installation_id = ?`).join('\nUNION ALL\n')}
) AS held`;

/**
 * Proves daily that an erasure works: has an installation of its own, seeded on an earlier day, erased through the
 * front door, and looks for its rows once they are said to be gone. Its rows are test rows, so no report counts them.
 */
export async function canary({ lease, now }: Work): Promise<void> {
  const kept: Canary[] = [];
  let failures = 0;
  const call = await caller();
  for (const each of lease.progress.canaries ?? []) {
    const { left, failed } = await look(each, lease, now, call);
    if (failed) failures++;
    if (left) kept.push(left);
  }
  if (kept.every(({ seeded_at }) => seeded_at + aDay <= now)) kept.push(await seed(now, call));
  await lease.save({ canaries: kept });
  metric('canaryFailures', failures);
}

type Call = (method: string, path: string, canary: Canary, body: object) => Promise<Record<string, string>>;

/** Takes a canary a step further; `left` is what is still to do, `failed` that it should have been further. */
async function look(
  canary: Canary,
  lease: Lease,
  now: number,
  call: Call,
): Promise<{ left?: Canary; failed?: boolean }> {
  if (canary.seeded_at + aDay > now) return { left: canary };
  const { installation_id, erasure_id } = canary;
  const [rows] = await lease.rows(rowsOf, [literal(installation_id), literal(installation_id)]);
  if (!erasure_id) {
    // Without a row, its erasure would prove nothing.
    if (rows?.found === 0) return { failed: true };
    const started = await call('POST', '/v1/erasures', canary, { installation_id });
    return { left: { ...canary, erasure_id: started.erasure_id } };
  }
  const [item] = await readItems([erasureKey(erasure_id)]);
  const status = item?.erasure?.status;
  if (status === 'completed') return { failed: rows?.found !== 0 };
  const removed = status === 'removed_from_reports';
  return { left: canary, failed: removed ? rows?.found !== 0 : canary.seeded_at + 4 * aDay < now };
}

/** Posts as an installation would: consent, and an event. */
async function seed(now: number, call: Call): Promise<Canary> {
  const installation_id = randomUUID();
  const seeded = { installation_id, secret: randomBytes(32).toString('base64url'), seeded_at: now };
  const at = new Date(now).toISOString();
  await call('PUT', '/v1/consent', seeded, {
    installation_id,
    decision: 'granted',
    purposes: ['usage'],
    notice_version: noticeVersion,
    decided_by: 'administrator',
    decided_at: at,
  });
  const event = { event_id: randomUUID(), event_name: 'session_started', occurred_at: at };
  await call('POST', '/v1/events', seeded, { sent_at: at, installation_id, events: [event] });
  return seeded;
}

/** Calls the API by a test key that only this run knows. */
async function caller(): Promise<Call> {
  const writeKey = credentialOf(product);
  const keys = { [digest(writeKey)]: { test: true, added_at: new Date().toISOString() } };
  await setAttributes(productKey(product), { keys }, { if: 'attribute_not_exists(version)' });
  return async (method, path, { secret }, body) => {
    const answer = await fetch(environment.api + path, {
      method,
      headers: {
        authorization: `Bearer ${writeKey}`,
        'x-installation-secret': secret,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`The canary was answered ${answer.status}.`);
    return (await answer.json()) as Record<string, string>;
  };
}
