import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { run } from '../../local/run.ts';
import { sentence } from '../../local/sentence.ts';
import { refreshed, scan, stored } from './lake.ts';
import { command, event, eventually, Installation, local, report } from './local.ts';

const root = resolve(import.meta.dirname, '..', '..');
type Start = { child: ChildProcess; out: () => string; err: () => string; ended: Promise<number> };

/** Starts as `npm start` does. */
function start(...args: string[]): Start {
  const child = spawn(process.execPath, [join(root, 'local', 'start.ts'), ...args], { cwd: root });
  const said = { out: '', err: '' };
  child.stdout.on('data', (text) => (said.out += text));
  child.stderr.on('data', (text) => (said.err += text));
  const ended = once(child, 'exit').then(([code]) => code as number);
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, out: () => said.out, err: () => said.err, ended };
}

/** The URL of a start, once it takes events. */
async function ready({ child, out, err, ended }: Start): Promise<string> {
  for (;;) {
    const [, url] = /^ready (http:\/\/127\.0\.0\.1:\d+)$/m.exec(out()) ?? [];
    if (url) return url;
    const over = await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), ended]);
    if (!Array.isArray(over)) throw new Error(err());
  }
}

function folder(): string {
  const data = mkdtempSync(join(tmpdir(), 'assent-start-'));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  return data;
}

/** The last line on stderr: what a person is left with. */
const lastLine = ({ err }: Start) => err().trimEnd().split('\n').at(-1);

test('stopped or killed right after a 202 it loses nothing, a later start goes on, and none shares its data', async () => {
  const data = folder();
  const first = start('--empty', '--port', '0', '--data', data);
  const url = await ready(first);
  expect(await (await fetch(`${url}/v1/health`)).json()).toEqual({ status: 'ok' });

  const sameData = start('--empty', '--port', '0', '--data', data);
  expect(await sameData.ended).toBe(1);
  const inUse = `The data in ${data} are in use by another run: stop it, or start with --data DIR.`;
  expect(lastLine(sameData)).toBe(inUse);

  const { out } = await command('admin', data, 'product', 'add', 'lasting', '--json');
  const { write_key } = JSON.parse(out);
  const post = async (to: string) => {
    const installation = new Installation({ url: to }, write_key);
    const { status } = await installation.decide('granted', ['usage']);
    return [status, (await installation.post([event()])).json.accepted];
  };
  expect(await post(url)).toEqual([200, 1]);
  first.child.kill('SIGINT');
  expect(await first.ended).toBe(0);

  writeFileSync(join(data, 'fleet.json'), '{"sent":true}');
  const second = start('--empty', '--port', '0', '--data', data);
  const again = await ready(second);
  expect(first.err()).not.toContain('fleet');
  expect(second.err()).toContain(`The sample fleet is silent; what it sent stays in ${data}: choose another`);
  expect(await report(data, 'version-distribution')).toMatchObject([
    { product: 'lasting', installations: 1 },
  ]);
  // A refresh that is killed with it would hold the next one up for half a minute, and no more.
  await eventually(async () =>
    (await scan({ data })).some(({ pk, expires_at }) => pk === 'lease' && expires_at === 0),
  );
  expect(await post(again)).toEqual([200, 1]);
  second.child.kill('SIGKILL');
  await second.ended;

  const third = await local({ data });
  onTestFinished(() => third.stop());
  await refreshed(third);
  expect(await stored(third, 'lasting')).toHaveLength(2);
}, 240_000);

test('called wrongly it says what is wrong, and ends with 2', async () => {
  const calls = [['--nope'], ['--port', '65536'], ['somewhere']];
  await Promise.all(
    calls.map(async (args) => {
      const wrong = start(...args);
      expect(await wrong.ended).toBe(2);
      expect(wrong.err()).toContain(args[0]);
      expect(wrong.err()).toMatch(/^[^\n]+\. Add --help to see what there is\.\n$/);
    }),
  );
});

test('it explains itself', async () => {
  const help = start('--help');
  expect(await help.ended).toBe(0);
  for (const option of ['--port', '--data', '--empty', '--help']) expect(help.out()).toContain(option);
});

test('with a file in place of its data folder it says so, and ends with 1', async () => {
  const file = join(folder(), 'file');
  writeFileSync(file, '');
  const wrong = start('--data', file);
  expect(await wrong.ended).toBe(1);
  expect(wrong.err()).toMatch(/^The data in .* can't be opened .*: move .*, or start with --data DIR\.\n$/);
});

const obstacles: Record<string, (data: string) => void> = {
  'data of a newer version': (data) => writeFileSync(join(data, 'format.json'), '{"format":99}'),
  'a lake that is none': (data) => writeFileSync(join(data, 'lake.duckdb'), 'garbage '.repeat(1000)),
  'a store that is none': (data) => {
    mkdirSync(join(data, 'dynamodb'));
    writeFileSync(join(data, 'dynamodb', 'CURRENT'), 'garbage');
  },
  'a port that is taken': () => {},
};
test.for(Object.keys(obstacles))('%s stops it, and it says in one sentence what to do', async (what) => {
  const data = folder();
  obstacles[what]?.(data);
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const fault = await run({ stack: inject('stack'), data, port }).then(
    () => undefined,
    (fault: Error) => fault,
  );
  const said: Record<string, RegExp> = {
    'a port that is taken': /^Port \d+ is taken: stop what listens there, or start with --port N\.$/,
    'data of a newer version':
      /^A newer version of Assent wrote .* up to \d+\): update, or start with --data DIR\.$/,
  };
  expect(sentence(fault as Error, port, data)).toMatch(
    said[what] ?? /^The data in .* can't be opened .*: move the folder away, or start with --data DIR\.$/,
  );
});
