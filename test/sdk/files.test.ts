import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { segmentOf } from '../../sdk/src/batches.ts';
import { Consent } from '../../sdk/src/consent.ts';
import { Disk } from '../../sdk/src/node/disk.ts';
import { Queue } from '../../sdk/src/queue.ts';
import { State } from '../../sdk/src/sending.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assent-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const minute = 60_000;
const names = () => readdirSync(folder).sort();
const header = '{"format":1,"context":{"product_version":"1"},"offset":0}';
const event = (feature: string) => ({
  event_id: feature,
  event_name: 'feature_used',
  occurred_at: '2026-11-22T10:00:00.000Z',
  sequence: 0,
  properties: { feature },
});
const queueOn = (store: Disk) => new Queue({ store, full: () => {}, first: () => {}, goesOn: () => true });
const consentOn = (store: Disk) =>
  new Consent({ store, url: '', off: () => undefined, now: Date.now, decided: () => {} });
/** As if nobody had written to it for so long, by the file system's clock. */
const age = (name: string, milliseconds: number) => {
  const then = new Date(Date.now() - milliseconds);
  utimesSync(join(folder, name), then, then);
};
const order = (store: Disk) =>
  store.peek().flatMap((text) => segmentOf(text)?.events.map(({ event_id }) => event_id) ?? []);

test('the order of segments is the order of writing, whatever the clocks of the processes say', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3e12 }), { minLength: 2, maxLength: 12 }), (clocks) => {
      rmSync(folder, { recursive: true, force: true });
      const written = clocks.map((now, n) => {
        const queue = queueOn(new Disk(folder));
        queue.add(event(`event-${n}`), header, now);
        queue.seal();
        return `event-${n}`;
      });
      expect(order(new Disk(folder))).toEqual(written);
    }),
    { numRuns: 20 },
  );
});

test('a live segment stays with its process, though another has a clock of its own or the clock was put back', () => {
  const [mine, other] = [new Disk(folder), new Disk(folder)];
  const queue = queueOn(mine);
  // By its name it is old, or of the future: only the file system's time counts.
  for (const now of [0, 1e12, 4e12]) {
    queue.add(event(String(now)), header, now);
    queue.write();
    expect(other.list().filter((name) => name.endsWith('.open'))).toEqual([]);
    queue.seal();
  }
  queue.add(event('later'), header, Date.now());
  queue.write();
  for (const name of names().filter((each) => each.endsWith('.open'))) age(name, -3600_000);
  expect(other.list().filter((name) => name.endsWith('.open'))).toEqual([]);
});

test('what a process left behind is taken, as a claim that was never ended is', () => {
  const other = new Disk(folder);
  const queue = queueOn(new Disk(folder));
  queue.add(event('left'), header, Date.now());
  queue.write();
  const [left = ''] = names();
  age(left, 31 * minute);
  const [name = ''] = other.list();
  expect(name).toBe(left);
  const claim = other.claim(name);
  expect(segmentOf(claim?.text ?? '')?.events).toHaveLength(1);
  // Just claimed, it is nobody else's, however old its events are.
  expect(new Disk(folder).list()).toEqual([]);
  age(claim?.name ?? '', 31 * minute);
  expect(new Disk(folder).list()).toHaveLength(1);
});

test('an event that is tracked after its segment was taken begins another, and is lost to nobody', () => {
  const queue = queueOn(new Disk(folder));
  queue.add(event('one'), header, Date.now());
  queue.write();
  const other = new Disk(folder);
  const [open = ''] = names();
  age(open, 31 * minute);
  const claim = other.claim(other.list()[0] ?? '');
  queue.add(event('two'), header, Date.now());
  queue.seal();
  expect(segmentOf(claim?.text ?? '')?.events.map(({ event_id }) => event_id)).toEqual(['one']);
  expect(order(new Disk(folder))).toEqual(['one', 'two']);
  expect(queue.dropped).toBe(0);
});

test('after a withdrawal in another process nothing more is written', () => {
  let active = true;
  const queue = new Queue({
    store: new Disk(folder),
    full: () => {},
    first: () => {},
    goesOn: () => active,
  });
  queue.add(event('one'), header, Date.now());
  queue.write();
  new Disk(folder).purge();
  active = false;
  queue.add(event('two'), header, Date.now());
  queue.seal();
  expect(names()).toEqual([]);
});

test('what was being written when a process died goes: at a purge, and after a day', () => {
  const disk = new Disk(folder);
  for (const name of ['consent.1.new', 'sequence.2.new']) writeFileSync(join(folder, name), '{"secret":"s"}');
  age('consent.1.new', 25 * 60 * minute);
  disk.trim();
  expect(names()).toEqual(['sequence.2.new']);
  disk.purge();
  expect(names()).toEqual([]);
});

test('of thousands of segments all are sent with few looks at the folder', () => {
  const disk = new Disk(folder);
  for (let n = 0; n < 3000; n++)
    writeFileSync(join(folder, `${String(n).padStart(15, '0')}-aaaaaaaa.ready`), `${header}\n`);
  const listed = disk.list();
  expect(listed).toHaveLength(3000);
  for (const name of listed) disk.remove(disk.claim(name) ?? { name, text: '' });
  expect(disk.list()).toEqual([]);
});

test('a decision that can not be read may have been a no: nothing is asked, nothing is sent', () => {
  const whole = JSON.stringify({
    format: 1,
    status: 'refused',
    purposes: [],
    notice_version: 1,
    decided_by: 'user',
    decided_at: '2026-11-22T10:00:00.000Z',
    told: true,
  });
  const torn = Array.from({ length: whole.length }, (_, n) => whole.slice(0, n));
  const others = [
    whole.replace('"format":1', '"format":2'),
    'null',
    '[]',
    '"granted"',
    '{"status":"granted"}',
  ];
  for (const text of [...torn, ...others]) {
    writeFileSync(join(folder, 'consent'), text);
    const consent = consentOn(new Disk(folder));
    consent.load();
    expect([consent.ask, consent.active], text).toEqual([false, false]);
  }
  // Whoever decides anew is heard.
  const consent = consentOn(new Disk(folder));
  consent.load();
  expect([consent.grant(['usage']), consent.active]).toEqual([true, true]);
});

test('members of the decision that a later SDK adds stay in the file', () => {
  const consent = consentOn(new Disk(folder));
  consent.load();
  consent.grant(['usage']);
  const kept = () => JSON.parse(readFileSync(join(folder, 'consent'), 'utf8'));
  writeFileSync(join(folder, 'consent'), JSON.stringify({ ...kept(), later: { x: 1 } }));
  consent.load();
  consent.told(consent.saved.decided_at);
  expect(kept()).toMatchObject({ format: 1, told: true, later: { x: 1 } });
  consent.withdraw();
  expect(kept()).toMatchObject({ status: 'withdrawn', later: { x: 1 } });
});

test('of two first grants one stands, whole', () => {
  const [one, other] = [consentOn(new Disk(folder)), consentOn(new Disk(folder))];
  one.load();
  other.load();
  one.grant(['usage']);
  other.grant(['usage', 'licensing']);
  expect(other.saved.identity).toEqual(one.saved.identity);
  expect(names()).toEqual(['consent']);
});

test('of two pauses the longer one counts, and a time is a whole number', () => {
  const [one, other] = [new State(new Disk(folder)), new State(new Disk(folder))];
  one.pause(86_400_000.5);
  other.pause(10_000.25);
  expect(other.sending.until - Date.now()).toBeGreaterThan(86_000_000);
  expect(Number.isInteger(other.sending.until)).toBe(true);
  other.resume();
  expect(one.sending.until).toBeGreaterThan(Date.now());
  one.resume();
  expect(one.sending.until).toBe(0);
});

test('a folder that can not be made harms nobody, and holds up nobody', () => {
  const consent = consentOn(new Disk('/proc/nope/telemetry'));
  consent.load();
  expect(consent.grant(['usage'])).toBe(false);
});

test('a segment of a later format waits for the SDK that knows it', () => {
  const text = `${header.replace('"format":1', '"format":2')}\n{"event_id":"a"}\n`;
  expect(segmentOf(text)).toBeUndefined();
});

test.each([
  ['its owner, by default', 0o700, 0o600],
  ['its owner, where the group may only read', 0o750, 0o600],
  ['its owner, where all may write but replace nothing', 0o1777, 0o600],
  ['the group, where the group may write: the whole machine', 0o2770, 0o660],
])('a file is for %s, whatever the umask', (_, mode, expected) => {
  const before = process.umask(0o077);
  try {
    chmodSync(folder, mode);
    const disk = new Disk(folder);
    disk.write('consent', '{}');
    disk.append('1-a', 'line');
    expect(names().map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([expected, expected]);
    disk.purge();
  } finally {
    process.umask(before);
  }
});
