import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { advisory } from '../../../reports/exposure/advisory.ts';
import { inWords } from '../../../reports/exposure/range.ts';
import { versRanges } from '../../../reports/exposure/vers.ts';

const folder = mkdtempSync(join(tmpdir(), 'assent-advisory-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.for([
  ['vers:generic/>=4.1|<4.2.3', '>=4.1 <4.2.3'],
  ['vers:gem/>=2.2.0|!= 2.2.1|<2.3.0', '>=2.2.0 <2.2.1 || >2.2.1 <2.3.0'],
  ['vers:npm/1.2.3|>=2.0.0|<5.0.0', '1.2.3 || >=2.0.0 <5.0.0'],
  ['vers:pypi/0.0.0|0.0.1|1.0', '0.0.0 || 0.0.1 || 1.0'],
  ['vers:tomee/>=8.0.0-M1|<=8.0.1', '>=8.0.0-M1 <=8.0.1'],
  ['vers:semver/<1.5|>=2|<2.3|>=3', '<1.5 || >=2 <2.3 || >=3'],
  ['vers:all/*', '*'],
  ['vers:deb/>=1%3A2.0|<1%3A2.4', '>=1:2.0 <1:2.4'],
  ['vers:intdot/!=4.2', '<4.2 || >4.2'],
  ['<=2', '<=2'],
  ['<V3.0.29', '<V3.0.29'],
  ['>=8.1.5', '>=8.1.5'],
  ['>4.1|<=4.3', '>4.1 <=4.3'],
])('the range %s of CSAF is %s', ([text = '', words]) => {
  expect(inWords(versRanges(text)).replaceAll(/(?<=^|\|\| )=/g, '')).toBe(words);
});

test.for([
  'vers:generic/>=1|>=2',
  'vers:generic/<1|<2',
  'all before 4.2 or so <',
  '>=4.1|>',
  'vers:generic/',
])('the range %j says in a sentence that it is not read', (text) => {
  expect(() => versRanges(text)).toThrow(
    /^The range .* can't be read: give .* --affected instead\.$|is no version/,
  );
});

type Branch = { category: string; name: string; branches?: Branch[]; product?: object };
const leaf = (category: string, name: string): Branch => ({
  category,
  name,
  product: { product_id: name, name },
});
const range = (name: string) => leaf('product_version_range', name);
const version = (name: string) => leaf('product_version', name);
const product = (name: string, ...branches: Branch[]): Branch => ({
  category: 'product_name',
  name,
  branches,
});
const csaf = (branches: Branch[], product_status: object, more: object = {}) => ({
  document: { csaf_version: '2.0', tracking: { id: 'EX-1' } },
  product_tree: { branches: [{ category: 'vendor', name: 'Example', branches }], ...more },
  vulnerabilities: [{ cve: 'CVE-2026-1', product_status }],
});
function read(content: unknown, name: string | undefined = 'atlas-cad') {
  const file = join(folder, 'advisory.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return advisory(file, name);
}
const words = (content: unknown, name?: string) => inWords(read(content, name).ranges);

test('the example of the docs is read, and said in words', () => {
  const { sentence } = advisory(
    resolve(import.meta.dirname, '..', '..', '..', 'docs', 'advisory.json'),
    'atlas-cad',
  );
  expect(sentence).toBe(
    'By the advisory EXAMPLE-2026-001, CVE-2026-00001 these versions of Atlas CAD are affected: >=4.0 <4.2.0.',
  );
});

test('versions and ranges that are known to be affected add up, of the product alone', () => {
  const tree = [
    product('Atlas CAD', range('vers:generic/>=4.1|<4.2'), version('4.2.0'), range('<3')),
    product('Tide Server', version('2026.1')),
  ];
  const status = { known_affected: ['vers:generic/>=4.1|<4.2', '4.2.0', '<3', '2026.1'], fixed: ['4.2.1'] };
  expect(words(csaf(tree, status))).toBe('<3 || >=4.1 <=4.2.0');
  expect(words(csaf(tree, status), 'tide_server')).toBe('=2026.1');
  expect(() => words(csaf(tree, status), 'other')).toThrow(
    'The advisory does not name other as affected. It names: Atlas CAD, Tide Server.',
  );
});

test('a sequence goes from its first affected version to the last, or up to the first that is fixed', () => {
  const all = ['3.0', '3.4', '4.0', '4.2.3', '5.0'].map(version);
  const tree = [product('Atlas CAD', ...all)];
  const status = { first_affected: ['3.0', '4.0', '5.0'], last_affected: ['3.4'], first_fixed: ['4.2.3'] };
  expect(words(csaf(tree, status))).toBe('>=3.0 <=3.4 || >=4.0 <4.2.3 || >=5.0');
  expect(words(csaf(tree, { last_affected: ['3.4'] }))).toBe('<=3.4');
  // What is listed is the list; a sequence without an end would add what nobody said.
  expect(
    words(csaf(tree, { known_affected: ['4.0'], first_affected: ['3.0', '5.0'], last_affected: ['3.4'] })),
  ).toBe('>=3.0 <=3.4 || =4.0');
});

test('products outside of branches are read by their package URL, and one within another by either', () => {
  const more = {
    full_product_names: [
      {
        product_id: 'P',
        name: 'Atlas CAD',
        product_identification_helper: { purl: 'pkg:generic/atlas-cad@4.2.1?x=y' },
      },
    ],
    relationships: [
      {
        category: 'default_component_of',
        product_reference: 'lib',
        relates_to_product_reference: '4.1.0',
        full_product_name: { product_id: 'both', name: 'lib in Atlas CAD 4.1.0' },
      },
    ],
  };
  const lib = { ...leaf('product_version', '1.0'), product: { product_id: 'lib', name: 'lib 1.0' } };
  const tree = [product('libdraw', lib), product('Atlas CAD', version('4.1.0'))];
  expect(words(csaf(tree, { known_affected: ['P', 'both'] }, more))).toBe('=4.1.0 || =4.2.1');
});

test('what is under investigation is said, and not counted', () => {
  const tree = [product('Atlas CAD', version('4.1'), version('4.2'))];
  const { sentence } = read(csaf(tree, { known_affected: ['4.1'], under_investigation: ['4.2'] }));
  expect(sentence).toMatch(/are affected: =4\.1\. Others are still under investigation, and not counted\.$/);
});

const many = Array.from({ length: 9 }, (_, i) => `${i}.1`);
test.for<[string, unknown, RegExp]>([
  ['no JSON', '{', /advisory\.json is no JSON\.$/],
  ['not CSAF', {}, /is no advisory in CSAF 2\.0: /],
  ['a list', [], /is no advisory in CSAF 2\.0: /],
  ['null', null, /is no advisory in CSAF 2\.0: /],
  ['another version', { document: { csaf_version: '2.1' } }, /is no advisory in CSAF 2\.0, but in 2\.1: /],
  [
    'another form',
    { ...csaf([], {}), product_tree: { branches: {} } },
    /does not have the form of CSAF 2\.0: /,
  ],
  ['no product', csaf([], {}), /^The advisory names no affected product\.$/],
  [
    'no version',
    csaf([{ ...product('Atlas CAD'), product: { product_id: 'P', name: 'x' } }], { known_affected: ['P'] }),
    /^The advisory names Atlas CAD without a version: /,
  ],
  [
    'too many versions',
    csaf([product('Atlas CAD', ...many.map(version))], { known_affected: many }),
    /^The advisory lists 9 separate versions or ranges of Atlas CAD, and at most 8 are taken: /,
  ],
])('an advisory with %s is refused in a sentence', ([, content, sentence]) => {
  expect(() => read(content)).toThrow(sentence);
});

test('an advisory needs to be told the product, and a file that is there', () => {
  expect(() => advisory(join(folder, 'none.json'), 'atlas-cad')).toThrow("can't be read (ENOENT).");
  expect(() => advisory('any', undefined)).toThrow('--product NAME');
});
