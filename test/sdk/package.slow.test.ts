import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'assent-package-'));
const run = (command: string, ...args: string[]) => {
  const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state') };
  return execFileSync(command, args, {
    cwd: folder,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
};

beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'sdk', 'build.ts'), folder], { stdio: 'ignore' });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const [packed = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  run('npm', 'install', '--offline', join(folder, packed));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = `
const telemetry = new Assent({ url: 'http://127.0.0.1:9', writeKey: 'packed.key', context: { product_version: '1.0.0' } });
telemetry.consent.refuse();
telemetry.featureUsed('export_pdf');
console.log(telemetry.consent.status, telemetry.consent.notice('de').user.title);
`;
const printed = 'refused Darf dieses Produkt Nutzungsdaten senden?\n';

test('the packed file installs into an empty folder and brings nothing else', () => {
  expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
    'assent-sdk',
  ]);
});

test('it works by import and by require', () => {
  writeFileSync(join(folder, 'esm.mjs'), `import { Assent } from 'assent-sdk';${program}`);
  writeFileSync(join(folder, 'common.cjs'), `const { Assent } = require('assent-sdk');${program}`);
  expect(run(process.execPath, 'esm.mjs')).toBe(printed);
  expect(run(process.execPath, 'common.cjs')).toBe(printed);
});

test('its types know the events of the catalog, for import and require, for pages too', () => {
  const typed = `
const telemetry = new Assent({ url: '', writeKey: '', debug: true, context: { product_version: '1.0.0' } });
telemetry.track('document_exported', { format: 'pdf', pages: 3 }, { user: 'anna', role: 'analyst' });
telemetry.as('anna').featureUsed('export_pdf');
// @ts-expect-error
telemetry.track('document_exported', { format: 'paper' });
// @ts-expect-error
telemetry.track('not_declared');
const title: string = telemetry.consent.notice().user.title;
title;
`;
  writeFileSync(join(folder, 'typed.ts'), `import { Assent } from 'assent-sdk';${typed}`);
  writeFileSync(join(folder, 'page.ts'), `import { Assent } from 'assent-sdk/browser';${typed}`);
  writeFileSync(join(folder, 'typed.cts'), `import { Assent } from 'assent-sdk';${typed}`);
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const strict = ['--noEmit', '--strict', '--module', 'nodenext', '--lib', 'es2022,dom', '--types', ''];
  run(process.execPath, tsc, ...strict, 'typed.ts', 'page.ts', 'typed.cts');
});

const installed = (...name: string[]) => join(folder, 'node_modules', 'assent-sdk', ...name);

test.each([
  ['node.js', 15],
  ['node.cjs', 15],
  ['browser.js', 12],
])('%s is under %d KB minified and gzipped, without the texts of the vendor', (name, most) => {
  expect(gzipSync(readFileSync(installed('dist', name)), { level: 9 }).length).toBeLessThan(most * 1024);
});

test('its version tells the notice and the catalog, and every batch says the same one', () => {
  const { version } = JSON.parse(readFileSync(installed('package.json'), 'utf8'));
  expect(version).toMatch(/^\d+\.\d+\.\d+-notice\d+-[0-9a-f]{8}$/);
  for (const name of ['node.js', 'node.cjs', 'browser.js'])
    expect(readFileSync(installed('dist', name), 'utf8')).toContain(version);
});

test('it brings its license, and that of what it has from others', () => {
  expect(readFileSync(installed('LICENSE'), 'utf8')).toContain('Apache License');
  expect(readFileSync(installed('dist', 'LICENSE.ci-info'), 'utf8')).toContain('Thomas Watson');
});

test('a URL or a key that can not be right ends the construction with a sentence', () => {
  const program = `import { Assent } from 'assent-sdk'; new Assent({ url: 'telemetry.example.com', writeKey: 'a.b', context: {} });`;
  writeFileSync(join(folder, 'wrong.mjs'), program);
  expect(() => run(process.execPath, 'wrong.mjs')).toThrow('url must begin with https://');
});

test("the SDK's types and texts are those of the catalog", () => {
  run(
    process.execPath,
    join(root, 'cli', 'sdk-types.ts'),
    '--out',
    join(folder, 'catalog.ts'),
    '--wire',
    join(folder, 'wire.ts'),
  );
  const committed = readFileSync(join(root, 'sdk', 'src', 'catalog.ts'), 'utf8');
  expect(readFileSync(join(folder, 'catalog.ts'), 'utf8'), 'run `npm run sdk-types`').toBe(committed);
});
