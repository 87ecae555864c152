import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { send } from './answers.ts';
import { refreshed, stored } from './lake.ts';
import { addProduct, event, Installation, localForFile } from './local.ts';
import { harmless, inHeaders, licenseKey, type Marked, marked, markers } from './markers.ts';

/** How many, and for how long at most; `.ci/run` asks for 50,000, and who asks for more by hand has two hours. */
const count = Number(process.env.HOSTILE ?? 2000);
/** Where one begins that goes on with what another was not given the time for. */
const first = Number(process.env.HOSTILE_FROM ?? 0);
const atOnce = 16;
const longest = count - first > 50_000 ? 7_200_000 : 240_000;
const started = localForFile({ schedules: false });

const secrets = [...Object.values(markers), licenseKey];
const all = Object.keys(markers).join(' and ');
const text = fc.oneof(
  fc.constantFrom(all, licenseKey, '__proto__', '\0', '\ud800'),
  fc.string({ unit: 'binary' }),
);
const anything = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.double(),
    fc.constantFrom(null, true, -0, 2 ** 60),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(text, tie('any'), { maxKeys: 4 }),
  ),
})).any;
const types = ['application/json', 'application/gzip', 'text/plain', 'application/json; x=\t'];
const paths = [
  '/v1/events',
  '/v1/consent',
  '/v1/erasures',
  '/v1/exports',
  '/v1/notice',
  '/v1/organizations/x/consent',
];

/** A request with markers, changed in its path, method, type, headers and body; bodies of a good shape among them. */
const hostile = (good: readonly Marked[]) =>
  fc.record({
    from: fc.constantFrom(...good),
    method: fc.option(fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'PATCH'), { freq: 3 }),
    path: fc.option(
      fc.oneof(
        fc.constantFrom(...paths),
        text.map((any) => `/v1/exports/${encodeURIComponent(any.toWellFormed())}`),
      ),
    ),
    type: fc.option(fc.constantFrom(...types), { freq: 3 }),
    field: fc.option(fc.tuple(text, anything)),
    gzipped: fc.boolean(),
    cut: fc.option(fc.nat(2000), { freq: 5 }),
  });

/** Asks again where a machine that does much else was too slow: what a request itself brings about, it brings about again. */
async function steadily<Answer extends { status: number }>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    const answer = await ask();
    if (answer.status < 500 || tries === 4) return answer;
    await sleep(250 * tries);
  }
}

test(`of up to ${count - first} hostile requests none ends in a 5xx, tells or keeps what it may not, or costs a neighbor its events`, async () => {
  const key = await addProduct(started, 'hostile');
  const foe = new Installation(started, key);
  const neighbor = new Installation(started, await addProduct(started, 'neighbor'));
  await neighbor.decide('granted', ['usage']);
  const sent = new Set<string>();
  const statuses = new Map<number, number>();
  const arbitrary = hostile(marked(foe));

  const until = Date.now() + longest;
  for (let done = first; done < count && Date.now() < until; ) {
    const some = fc.sample(arbitrary, { numRuns: Math.min(400, count - done), seed: done });
    done += some.length;
    const next = some[Symbol.iterator]();
    const work = async () => {
      for (const { from, method, path, type, field, gzipped, cut } of next) {
        const raw = typeof from.body === 'string' || from.body instanceof Uint8Array;
        const body = raw ? from.body : { ...(from.body as object), ...(field && { [field[0]]: field[1] }) };
        let bytes = Buffer.from(raw ? (body as string) : JSON.stringify(body));
        if (gzipped) bytes = gzipSync(bytes);
        const headers = {
          ...foe.headers(),
          ...inHeaders,
          'content-type': type ?? (gzipped ? 'application/gzip' : 'application/json'),
          ...from.headers,
        };
        const url = started.url + (path ?? from.path);
        const answer = await steadily(() =>
          send(url, method ?? from.method, headers, bytes.subarray(0, cut ?? undefined)),
        );
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        for (const secret of secrets) expect(answer.text).not.toContain(secret);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    const own = event();
    expect((await steadily(() => neighbor.post([own]))).json.accepted).toBe(1);
    sent.add(own.event_id);
  }
  expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
  expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 202, 400, 401, 404, 415]));
  await refreshed(started);
  expect(new Set(await stored(started, 'neighbor'))).toEqual(sent);
}, 8_000_000);

test('nothing of it is in any file of the run, though what may be kept is', () => {
  const files = globSync(join(started.data, '**', '*')).filter((file) => statSync(file).isFile());
  const texts = files.map((file) => {
    const bytes = readFileSync(file);
    return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
  });
  expect(texts.some((each) => each.includes(harmless))).toBe(true);
  for (const secret of secrets)
    expect(
      texts.some((each) => each.includes(secret)),
      secret,
    ).toBe(false);
});
