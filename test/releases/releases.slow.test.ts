import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { refreshed, stored } from '../e2e/lake.ts';
import { addProduct, event, Installation, type Local, local, report } from '../e2e/local.ts';
import { type Body, read } from '../examples/examples.ts';

/**
 * Each folder here is a release: bodies that its clients send, the replies they got, and a data folder it left. All must go
 * on working. `KEEP=1.0.0 npx vitest run --config vitest.slow.config.ts test/releases` keeps today's state under that name;
 * until 1.0 a change may keep the candidate anew.
 */
const here = import.meta.dirname;
const folders = () => readdirSync(here).filter((name) => statSync(join(here, name)).isDirectory());
const everything = ['usage', 'persons', 'environment', 'licensing', 'diagnostics'];
const reports = ['version-distribution', 'license-usage'];
type Kept = { id: string; secret: string; write_key: string; reports: Record<string, object[]> };

function temporary(): string {
  const data = mkdtempSync(join(tmpdir(), 'assent-release-'));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  return data;
}

/** What a reply says of a body, without what differs each time. */
async function replyTo(started: Local, key: string, body: Body): Promise<object> {
  const installation = new Installation(started, key);
  await installation.decide('granted', everything);
  const { status, json } = await installation.call('POST', '/v1/events', {
    ...body,
    installation_id: installation.id,
  });
  const { accepted, ignored, rejected, consent } = json;
  return { status, accepted, ignored, rejected, consent };
}

async function keep(name: string): Promise<void> {
  const folder = join(here, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const data = temporary();
  const started = await local({ data, schedules: false });
  const write_key = await addProduct(started, 'kept');
  const bodies = join(folder, 'accepted');
  cpSync(join(here, '..', 'examples', 'accepted'), bodies, { recursive: true });
  const replies: Record<string, object> = {};
  for (const { name: body, json } of read(`../releases/${name}/accepted/`))
    replies[body] = await replyTo(started, write_key, json);
  writeFileSync(join(folder, 'replies.json'), `${JSON.stringify(replies, null, 2)}\n`);
  const installation = new Installation(started, write_key);
  await installation.decide('granted', everything);
  await installation.post([event()]);
  await refreshed(started, 'late', 'erase', 'export');
  const kept: Kept = { id: installation.id, secret: installation.secret, write_key, reports: {} };
  for (const each of reports)
    kept.reports[each] = await report(data, each, '--from', '2026-01-01', '--to', '2027-12-31');
  await started.stop();
  writeFileSync(join(folder, 'kept.json'), `${JSON.stringify(kept, null, 2)}\n`);
  execFileSync('tar', ['-czf', join(folder, 'data.tgz'), '--exclude=logs', '-C', data, '.']);
}

test.runIf(process.env.KEEP)('today is kept', () => keep(process.env.KEEP as string), 300_000);

test.each(folders())(
  'what clients of %s send is answered as it was',
  async (name) => {
    const started = await local({ schedules: false });
    onTestFinished(() => started.stop());
    const key = await addProduct(started, 'clients');
    const replies = JSON.parse(readFileSync(join(here, name, 'replies.json'), 'utf8'));
    for (const { name: body, json } of read(`../releases/${name}/accepted/`))
      expect(await replyTo(started, key, json), body).toMatchObject(replies[body]);
  },
  120_000,
);

test.each(folders())(
  'a data folder of %s goes on: its installations, its events and its reports',
  async (name) => {
    const data = temporary();
    execFileSync('tar', ['-xzf', join(here, name, 'data.tgz'), '-C', data]);
    const kept: Kept = JSON.parse(readFileSync(join(here, name, 'kept.json'), 'utf8'));
    const started = await local({ data, schedules: false });
    onTestFinished(() => started.stop());
    const of = (each: string) => report(data, each, '--from', '2026-01-01', '--to', '2027-12-31');
    await refreshed(started, 'late', 'erase', 'export');
    for (const [each, rows] of Object.entries(kept.reports)) expect(await of(each), each).toMatchObject(rows);
    const installation = new Installation(started, kept.write_key);
    Object.assign(installation, { id: kept.id, secret: kept.secret });
    const record = await installation.call('GET', `/v1/consent/${kept.id}`);
    expect([record.status, record.json.purposes]).toEqual([200, everything]);
    const before = (await stored(started, 'kept')).length;
    expect((await installation.post([event()])).json.accepted).toBe(1);
    await refreshed(started, 'late');
    expect(await stored(started, 'kept')).toHaveLength(before + 1);
  },
  120_000,
);
