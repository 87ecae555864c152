import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Package = {
  license?: string;
  dev?: true;
  hasInstallScript?: true;
  integrity?: string;
  inBundle?: true;
};
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const packages = Object.entries(read('package-lock.json').packages as Record<string, Package>)
  .filter(([path]) => path !== '')
  .map(([path, one]) => ({ ...one, name: path.replace(/^.*node_modules\//, '') }));
const { dependencies, devDependencies, allowScripts } = read('package.json');
const docs = readFileSync('docs/security.md', 'utf8');

test('production rests on licenses that docs/security.md lists, and no other', () => {
  const [, listed = ''] = /^Licenses of production dependencies[^:]*: ([\s\S]*?)\.(?: |\n)/m.exec(docs) ?? [];
  const named = listed.split(/,\s+|\s+and\s+/).map((name) => name.trim());
  // Of several to choose from we choose the first.
  const first = (license = 'none') => license.replace(/^\((.+?) OR .+\)$/, '$1');
  const used = packages.flatMap(({ dev, license }) => (dev ? [] : [first(license)]));
  expect([...new Set(used)].sort()).toEqual(named.sort());
});

test('each package that has an install script is decided on, and docs/security.md says why', () => {
  const scripted = packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name);
  expect(Object.keys(allowScripts).sort()).toEqual(scripted.sort());
  for (const [name, runs] of Object.entries(allowScripts))
    expect(docs).toContain(`| \`${name}\` | ${runs ? 'yes' : 'no'} |`);
});

test('every version is exact, and every package has a digest', () => {
  for (const version of Object.values({ ...dependencies, ...devDependencies }))
    expect(version).toMatch(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/);
  // What comes within another package comes under its digest.
  for (const { name, integrity, inBundle } of packages)
    if (!inBundle) expect(integrity, name).toMatch(/^sha512-/);
});
