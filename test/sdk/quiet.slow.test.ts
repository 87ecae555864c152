import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let home: string;
let folder: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'assent-sdk-'));
  folder = join(home, 'telemetry');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Runs a program with the SDK; says what it printed, and how long it lived on after it was done, in milliseconds. */
async function program(steps: string[], { url = 'http://telemetry.invalid', env = {}, more = {} } = {}) {
  const options = {
    url,
    writeKey: 'quiet.key',
    folder,
    policyFile: join(home, 'policy.json'),
    context: { product_version: '1.0.0' },
    ...more,
  };
  const { CI: _, DO_NOT_TRACK: __, ...rest } = process.env;
  const file = join(import.meta.dirname, 'child.ts');
  const child = spawn(process.execPath, [file, JSON.stringify({ options, steps })], {
    env: { ...rest, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  let done = 0;
  child.stdout.on('data', (chunk) => {
    out += chunk;
    if (out.includes('done')) done ||= performance.now();
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, err, lines: out.trim().split('\n'), lingered: performance.now() - done };
}

/** A server that takes connections and never says a word. */
async function deaf() {
  const sockets: { destroy: () => void }[] = [];
  const server = createServer((socket) => sockets.push(socket.on('error', () => {})));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

test('until a grant there is no socket, no look-up and no file, however long it runs', async () => {
  const { lines } = await program(['track', 'live', 'flush']);
  expect(lines).toEqual(['done']);
  expect(existsSync(folder)).toBe(false);
});

test('the watch of these tests sees what a grant sets off', async () => {
  const { lines } = await program(['grant', 'track', 'flush']);
  expect(lines).toContain('GETADDRINFOREQWRAP');
  expect(lines).toContain('socket');
});

test('a refusal leaves one file, the decision, without an ID', async () => {
  const { lines } = await program(['refuse', 'track', 'flush']);
  expect(lines).toEqual(['done']);
  expect(readdirSync(folder)).toEqual(['consent']);
});

const off: [string, { env?: object; more?: object; policy?: string }][] = [
  ['DO_NOT_TRACK=1', { env: { DO_NOT_TRACK: '1' } }],
  ["an administrator's variable", { env: { ASSENT_POLICY: 'off' } }],
  ["an administrator's variable that nobody understands", { env: { ASSENT_POLICY: 'perhaps' } }],
  ["an administrator's file", { policy: '{"telemetry":"off"}' }],
  ["an administrator's file that can't be read", { policy: '{"telemetry":' }],
  ["the program's option", { more: { off: true } }],
];
test.each(off)('%s wins over a grant', async (_, { policy, ...how }) => {
  await program(['grant', 'track']);
  const before = readdirSync(folder).sort();
  if (policy) writeFileSync(join(home, 'policy.json'), policy);
  const { lines } = await program(['grant', 'track', 'flush'], how);
  expect(lines).toEqual(['done']);
  expect(readdirSync(folder).sort()).toEqual(before);
});

test('an administrator who lets users be asked changes nothing for them', async () => {
  writeFileSync(join(home, 'policy.json'), '{"telemetry":"ask"}');
  const { lines } = await program(['grant', 'track', 'flush']);
  expect(lines).toContain('socket');
});

test('a service that takes connections and never answers holds up no exit', async () => {
  const server = await deaf();
  try {
    const asked = await program(['grant', 'track', 'flush'], server);
    expect(asked.lines.at(-1)).toBe('done');
    rmSync(join(folder, 'sending'));
    const background = await program(['track', 'live'], server);
    expect(background.lines).toContain('socket');
    for (const { lingered, code } of [asked, background]) {
      expect(code).toBe(0);
      expect(lingered).toBeLessThan(500);
    }
    // What was under way is there for the next start.
    expect(readdirSync(folder).filter((name) => name.endsWith('.ready')).length).toBe(4);
  } finally {
    server.stop();
  }
});

test.each(['throw', 'exit'])('what was tracked right before a program ends by %s is queued', async (step) => {
  await program(['grant', 'track', step]);
  const { lines } = await program(['track']);
  expect(lines).toEqual(['done']);
  expect(readdirSync(folder).filter((name) => name.endsWith('.ready'))).toHaveLength(4);
});

test('a folder that can not be written to harms nobody: nothing is kept, nothing is sent', async () => {
  writeFileSync(folder, 'a file where the folder should be');
  const { code, err, lines } = await program(['grant', 'track', 'flush', 'refuse']);
  expect([code, err, lines]).toEqual([0, '', ['done']]);
});

test('what the SDK can not read it takes for no decision', async () => {
  mkdirSync(folder);
  for (const text of ['', '{', 'null', '{"status":"granted"}']) {
    writeFileSync(join(folder, 'consent'), text);
    expect((await program(['track', 'flush'])).lines).toEqual(['done']);
  }
});

test('ASSENT_DEBUG=1 prints what is sent', async () => {
  const { err } = await program(['grant', 'track', 'flush'], { env: { ASSENT_DEBUG: '1' } });
  expect(err).toContain('assent: PUT /v1/consent {"installation_id"');
});
