import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { batchOf, segmentOf } from '../../sdk/src/batches.ts';
import { hmac as inBrowsers } from '../../sdk/src/browser/hmac.ts';
import { offsetBy } from '../../sdk/src/clock.ts';
import { Consent } from '../../sdk/src/consent.ts';
import { Disk } from '../../sdk/src/node/disk.ts';
import { uuid } from '../../sdk/src/random.ts';
import { verdict } from '../../sdk/src/replies.ts';
import { Users } from '../../sdk/src/users.ts';

// biome-ignore lint/suspicious/noExplicitAny: the vectors' shapes are told in them
const vectors = (name: string): Record<string, any> & { cases: Record<string, any>[] } =>
  JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'sdk', 'vectors', `${name}.json`), 'utf8'));

test.each(vectors('replies').cases)(
  'a reply: $name',
  ({ reply, failed = 0, sent = 1, do: what, seconds }) => {
    const ruled = verdict(reply ?? undefined, failed, sent);
    expect(ruled).toMatchObject(seconds === undefined ? { do: what } : { do: what, seconds });
  },
);

test.each(vectors('clock').cases)('the clock: $name', ({ date, now, offset }) => {
  expect(offsetBy(date ?? undefined, now) ?? null).toBe(offset);
});

test.each(vectors('segments').cases)('recovered: $name', ({ text, events, lost = 0 }) => {
  const segment = segmentOf(text);
  expect(segment?.events.map(({ event_id }) => event_id)).toEqual(events ?? undefined);
  expect(segment?.lost ?? 0).toBe(lost);
});

const { installation_id, now, header, events, cases } = vectors('bodies');
test.each(cases)(
  'a body: $name',
  ({
    purposes,
    notice_version,
    drop,
    offset = 0,
    behind = 0,
    sent_at,
    context,
    sequences,
    session,
    user,
  }) => {
    const segment = { header: { ...header, offset }, events };
    const granted = { purposes, notice_version };
    const body = batchOf(segment, installation_id, granted, drop, now - behind, offset + behind);
    const sent = JSON.parse(JSON.stringify(body));
    expect(sent).toMatchObject({ sent_at, installation_id, organization_id: 'contoso' });
    expect(Object.keys(sent.context).sort()).toEqual(context);
    expect(sent.events.map(({ sequence }: { sequence: number }) => sequence)).toEqual(sequences);
    for (const event of sent.events) {
      const original = events.find(({ event_id }: { event_id: string }) => event_id === event.event_id);
      const { session_id, user_id, user_role, ...unnamed } = original;
      const expected = { ...unnamed, ...(session && { session_id }), ...(user && { user_id, user_role }) };
      expect(event).toEqual(expected);
    }
  },
);

const hmac = (key: string, text: string) => createHmac('sha256', key).update(text).digest('hex');
test.each(vectors('users').cases)('a user: $name', async ({ user, salt, user_id }) => {
  for (const digest of [hmac, inBrowsers])
    expect((await new Users(digest).idOf(user, salt)) ?? null).toBe(user_id);
});
test('the digest of a user follows the salt, also of one who was known under another', () => {
  const users = new Users(hmac);
  for (const salt of [uuid(), uuid()]) expect(users.idOf('anna', salt)).toBe(hmac(salt, 'anna'));
});

const folder = mkdtempSync(join(tmpdir(), 'assent-vectors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
function decided() {
  const store = new Disk(join(folder, uuid()));
  const now = () => Date.now();
  const consent = new Consent({ store, url: '', off: () => undefined, now, decided: () => {} });
  return { consent, sent: () => (consent.saved.told ? null : consent.status) };
}

test.each(vectors('decisions').cases)('a decision: $name', ({ steps, told, ask, active }) => {
  const { consent, sent } = decided();
  for (const [what, ...more] of steps) {
    if (what === 'grant') consent.grant(...(more as Parameters<typeof consent.grant>));
    if (what === 'refuse') consent.refuse();
    if (what === 'withdraw') consent.withdraw();
    if (what === 'told') consent.told(consent.saved.decided_at);
    if (what === 'service says') consent.adopt(more[0]);
  }
  expect(sent()).toBe(told);
  expect([consent.ask, consent.active]).toEqual([ask, active]);
});
