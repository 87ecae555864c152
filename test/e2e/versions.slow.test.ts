import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noticeVersion } from '../../shared/catalog/catalog.ts';
import { Checkout } from '../checkout.ts';
import { send } from './answers.ts';
import { addProduct, event, Installation, type Local, local } from './local.ts';

const next = noticeVersion + 1;
const root = resolve(import.meta.dirname, '..', '..');
const vendor = new Checkout('cli', 'operator');
const stack = join(vendor.folder, 'cdk.out');
let started: Local;
let key: string;

/** Runs a file of the vendor's copy. */
const node = (file: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [join(vendor.folder, file), ...args], {
    cwd: vendor.folder,
    env: { ...process.env, CDK_OUTDIR: stack },
  });
const failing = (file: string, ...args: string[]) =>
  node(file, ...args).then(
    () => undefined,
    (fault: { stderr: string }) => fault.stderr,
  );

const common = `answers: 'vendor: test', description: 'New.'`;
const liked = (since: number) =>
  `feature_liked: { purpose: 'usage', since: ${since}, ${common}, properties: {} }`;

// A vendor's copy of the project, in which a second notice comes into force, step by step as the docs have it.
beforeAll(async () => {
  const yours = 'test/pinned/yours.ts';
  const standard = 'shared/catalog/standard.ts';
  vendor.edit(yours, 'export const yours = {', `export const yours = {\n  ${liked(1)},`);
  expect(await failing('cli/notice.ts', '--release')).toMatch(
    `the event feature_liked has since: 1, but notice ${noticeVersion} does not have it so: give it since: ${next}.\nRaise noticeVersion`,
  );
  vendor.edit(yours, `noticeVersion = ${noticeVersion}`, `noticeVersion = ${next}`);
  vendor.edit(yours, liked(1), liked(next));
  const mood = (since: number) => `mood: { type: 'integer', since: ${since}, ${common} }`;
  vendor.edit(standard, 'feature: { ...named(', `${mood(1)}, feature: { ...named(`);
  expect(await failing('cli/notice.ts', '--release')).toMatch(
    `feature_used.mood has since: 1, but notice ${noticeVersion} does not have it so: give it since: ${next}.`,
  );
  vendor.edit(standard, mood(1), mood(next));
  expect((await node('cli/notice.ts', '--release')).stdout).toContain(`released/${next}.json`);

  await node('infra/app.ts');
  started = await local({ stack, schedules: false });
  key = await addProduct(started, 'versions');
  // It synthesizes a stack of its own, which takes long beside other tests.
}, 180_000);
afterAll(async () => {
  vendor.remove();
  await started.stop();
  rmSync(started.data, { recursive: true, force: true });
});

/** Calls as `Installation.call` does, without holding the answer to the description, which is of this catalog. */
async function call(installation: Installation, method: string, path: string, body: object) {
  const headers = { 'content-type': 'application/json', ...installation.headers() };
  return JSON.parse((await send(started.url + path, method, headers, JSON.stringify(body))).text);
}
const events = () => [
  event({ properties: { feature: 'export_pdf', mood: 3 } }),
  event({ event_name: 'feature_liked', properties: undefined }),
];

test('an event that came with a later notice than the one consented to is not granted, and the reply says so', async () => {
  const installation = new Installation(started, key);
  const decide = (notice_version: number) =>
    call(installation, 'PUT', '/v1/consent', {
      installation_id: installation.id,
      decision: 'granted',
      purposes: ['usage'],
      notice_version,
      decided_by: 'user',
      decided_at: new Date().toISOString(),
    });
  const post = () => call(installation, 'POST', '/v1/events', installation.batch(events()));

  expect(await decide(noticeVersion)).toMatchObject({ decision: 'granted', notice_version: noticeVersion });
  expect(await post()).toMatchObject({
    accepted: 1,
    rejected: [{ index: 1, reason: 'purpose_not_granted' }],
    // By this the product learns that it has to ask again.
    consent: { status: 'granted', purposes: ['usage'], notice_version: next },
  });
  expect(await decide(next)).toMatchObject({ decision: 'granted', notice_version: next });
  expect(await post()).toMatchObject({ accepted: 2, rejected: [], consent: { notice_version: next } });
});

test('the earlier notice stays available, as it was', async () => {
  const get = async (query: string) =>
    JSON.parse((await send(`${started.url}/v1/notice${query}`, 'GET')).text);
  const [inForce, earlier] = [await get(''), await get(`?version=${noticeVersion}`)];
  expect([inForce.notice_version, earlier.notice_version]).toEqual([next, noticeVersion]);
  expect(earlier.versions.at(-1)).toBe(next);
  const ofThisProject = readFileSync(
    join(root, 'test', 'pinned', 'released', `${noticeVersion}.json`),
    'utf8',
  );
  expect(earlier.collected).toEqual(JSON.parse(ofThisProject));
  expect(Object.keys(inForce.collected.events)).toContain('feature_liked');
  expect(inForce.collected.events.feature_used.properties.mood.since).toBe(next);
  expect((await send(`${started.url}/v1/notice?version=${next + 1}`, 'GET')).status).toBe(404);
});
