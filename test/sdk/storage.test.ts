import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { segmentOf } from '../../sdk/src/batches.ts';
import { Storage } from '../../sdk/src/browser/storage.ts';
import { Assent } from '../../sdk/src/browser.ts';
import { History } from '../../sdk/src/history.ts';
import { Queue } from '../../sdk/src/queue.ts';
import { State } from '../../sdk/src/sending.ts';

/** What a page's `localStorage` does, as far as it is used: a key is a property of it. */
class Page {
  getItem(key: string) {
    return (this as unknown as Record<string, string>)[key] ?? null;
  }
  setItem(key: string, text: string) {
    Object.assign(this, { [key]: text });
  }
  removeItem(key: string) {
    delete (this as unknown as Record<string, string>)[key];
  }
}
beforeEach(() => vi.stubGlobal('localStorage', new Page()));
afterEach(() => vi.unstubAllGlobals());

const header = '{"format":1,"context":{"product_version":"1"},"offset":0}';
const add = (queue: Queue, event_id: string, now = Date.now()) =>
  queue.add(
    { event_id, event_name: 'feature_used', occurred_at: '2026-11-22T10:00:00.000Z', sequence: 0 },
    header,
    now,
  );
const queueOn = (store: Storage) => new Queue({ store, full: () => {}, first: () => {}, goesOn: () => true });
const idsOf = (texts: string[]) =>
  texts.flatMap((text) => segmentOf(text)?.events.map(({ event_id }) => event_id) ?? []);

test('a page sends in the order of writing, whatever its clock said, and what it remembers is no segment', () => {
  const store = new Storage('page');
  new State(store).keep({ dropped: 3 });
  for (const [n, now] of [2e12, 1e12, 1.5e12].entries()) {
    const queue = queueOn(store);
    add(queue, `event-${n}`, now);
    queue.seal();
  }
  expect(idsOf(store.peek())).toEqual(['event-0', 'event-1', 'event-2']);
  for (const name of store.list()) store.remove(store.claim(name) ?? { name, text: '' });
  expect(store.list()).toEqual([]);
  store.purge();
  expect(new State(store).sending.dropped).toBe(3);
});

test('what a page that is gone left behind is taken; a page that is back begins another segment', () => {
  const [page, other] = [new Storage('page'), new Storage('page')];
  const queue = queueOn(page);
  add(queue, 'one', Date.now() - 3600_000);
  queue.write();
  const [left = ''] = other.list();
  const claim = other.claim(left);
  add(queue, 'two');
  queue.seal();
  expect(idsOf([claim?.text ?? ''])).toEqual(['one']);
  expect(idsOf(page.peek()).sort()).toEqual(['one', 'two']);
});

test('of many batches the last fifty are kept, with as many bodies as there is room for', () => {
  const history = new History(new Storage('page'), 2000);
  for (let n = 0; n < 60; n++) {
    const events = [
      { event_id: `event-${n}`, event_name: 'feature_used', occurred_at: '2026-11-22T10:00:00.000Z' },
    ];
    history.add({ sent_at: '', installation_id: 'one', events }, { status: 202, text: '{"accepted":1}' });
  }
  const { batches } = history;
  expect(batches.map(({ accepted }) => accepted)).toEqual(Array(50).fill(1));
  const bodies = batches.flatMap(({ batch }) => batch?.events[0]?.event_id ?? []);
  expect(bodies.slice(0, 3)).toEqual(['event-59', 'event-58', 'event-57']);
  expect(bodies.length).toBeGreaterThan(5);
  expect(JSON.stringify(batches.map(({ batch }) => batch)).length).toBeLessThan(2500);
  history.forget();
  expect(history.batches).toEqual([]);
});

test.each([{ globalPrivacyControl: true }, { doNotTrack: '1' }])(
  'a page obeys the user of a browser that says %o, whatever was granted',
  (said) => {
    const url = 'http://127.0.0.1:1';
    const options = { url, writeKey: 'page.key', context: { product_version: '1' } };
    vi.stubGlobal('document', { addEventListener: () => {} });
    vi.stubGlobal('screen', { width: 1, height: 1 });
    vi.stubGlobal('navigator', { language: 'en', hardwareConcurrency: 1 });
    const free = new Assent(options);
    expect(free.consent.grant(['usage'])).toBe(true);
    free.close();
    vi.stubGlobal('navigator', { ...said, language: 'en', hardwareConcurrency: 1 });
    const { consent } = new Assent(options);
    expect([consent.off, consent.active, consent.ask]).toEqual(['DO_NOT_TRACK', false, false]);
    expect(consent.grant(['usage'])).toBe(false);
  },
);
