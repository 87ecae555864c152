import { expect, test } from 'vitest';
import { template } from '../../cli/notice/policy.ts';

const files = template('my-app', 'A & B "<Co>"', 'https://telemetry.example.com/v1/notice');
const definitions = files['my-app.admx'] as string;

/** Opening and closing tags in their order; throws where they don't match, so where a text broke out. */
function tags(xml: string): string[] {
  const open: string[] = [];
  const all: string[] = [];
  for (const [, closes, name = '', isEmpty] of xml.matchAll(/<(\/)?([a-zA-Z]+)(?:\s[^<>]*?)?(\/)?>/g)) {
    if (closes) expect(open.pop()).toBe(name);
    else all.push(name);
    if (!closes && !isEmpty) open.push(name);
  }
  expect(open).toEqual([]);
  return all;
}

test('an administrative template has its definitions once, and texts for each language in its folder', () => {
  expect(Object.keys(files)).toEqual(['my-app.admx', 'en-US/my-app.adml', 'de-DE/my-app.adml']);
  expect(tags(definitions)).toEqual(
    'policyDefinitions policyNamespaces target resources supportedOn definitions definition categories category category parentCategory policies policy parentCategory supportedOn enabledValue string disabledValue string'.split(
      ' ',
    ),
  );
  expect(definitions).toContain('class="Machine"');
  expect(definitions).toContain('key="Software\\Policies\\my-app" valueName="telemetry"');
});

test('every text that the definitions name is there in every language, whatever the vendor is called', () => {
  const named = [...definitions.matchAll(/\$\(string\.(\w+)\)/g)].map(([, id]) => id);
  for (const [name, texts] of Object.entries(files)) {
    if (!name.endsWith('.adml')) continue;
    tags(texts);
    for (const id of named) expect(texts).toMatch(new RegExp(`<string id="${id}">[^<]+</string>`));
    expect(texts).toContain('A &#38; B &#34;&#60;Co&#62;&#34;');
  }
});
