import { expect, test } from 'vitest';
import { decisionFrame } from '../../shared/bodies.ts';
import { batchFields, catalog, contextFields, eventFields } from '../../shared/catalog/catalog.ts';
import { type Field, purposes } from '../../shared/catalog/field.ts';
import { columns } from '../../shared/columns.ts';
import { html } from '../../shared/notice/html.ts';
import { type Language, languages, texts } from '../../shared/notice/languages.ts';
import { markdown } from '../../shared/notice/markdown.ts';
import { notice } from '../../shared/notice/notice.ts';
import { settings } from '../../shared/settings.ts';
import { facts, partOf, plainText, sectionOf } from './notices.ts';

const fields: Readonly<Record<string, Field>> = { ...batchFields, ...contextFields, ...eventFields };
/** What the notice must say of a declared value. */
function saidOf(field: Field): readonly string[] {
  const { description } = field;
  if (!('free_text' in field || 'allowed' in field || 'in_words' in field)) return [description];
  if ('allowed' in field) return [description, ...field.allowed];
  return [description, 'free_text' in field ? field.free_text : field.in_words];
}

test.for(Object.entries(fields))(
  'the field %s stands in the notice, with what it is and what it may hold',
  async ([name, field]) => {
    const text = await partOf('collected', 'en');
    for (const said of [name, ...saidOf(field)]) expect(text).toContain(said);
  },
);

test.for([...catalog])(
  'the event %s stands in the notice, under its purpose, with each of its properties',
  async ([name, declared]) => {
    const { sections = [] } = await sectionOf(`purpose-${declared.purpose}`, 'en');
    const section = sections.find(({ id }) => id === `event-${name}`);
    const text = plainText(section);
    expect(text).toContain(declared.description);
    if (declared.purpose === 'essential') expect(text).toContain(declared.justification);
    for (const [property, field] of Object.entries(declared.properties)) {
      for (const said of [property, ...saidOf(field)]) expect(text).toContain(said);
    }
  },
);

test('every column that is stored, and everything that a decision holds, stands in the notice', async () => {
  const text = await partOf('collected', 'en');
  for (const { name } of columns) expect(text).toContain(`\`${name}\``);
  const decision = plainText(await sectionOf('decision', 'en'));
  for (const name of Object.keys(decisionFrame.fields)) expect(decision).toContain(`\`${name}\``);
});

test.for(languages)('in %s, every purpose has its reason and its legal basis', async (language) => {
  for (const purpose of purposes) {
    const text = plainText(await sectionOf(`purpose-${purpose}`, language));
    expect(text).toContain(texts[language].purposes[purpose].why);
    expect(text).toMatch(/Art\. 6/);
    expect(text).toContain('2002/58/E');
  }
});

test.for(languages)("in %s, it says who, how long and where, by the stack's settings", async (language) => {
  const changed = {
    ...facts,
    vendor: { name: 'Contoso GmbH', contact: 'dpo@contoso.example' },
    retentionMonths: 13,
    landingDays: 4,
    logDays: 90,
    region: 'eu-central-1',
  };
  const text = plainText(await notice(1, language, changed));
  for (const said of ['Contoso GmbH', '<dpo@contoso.example>', '13 ', '4 ', '90 ', 'eu-central-1', '14 '])
    expect(text).toContain(said);
  for (const said of [settings.vendor.name, '25 ', '30 ', 'us-east-1']) expect(text).not.toContain(said);
});

test.for(languages)('in %s, it has the same sections as in English', async (language) => {
  const ids = async (of: Language) =>
    [...JSON.stringify(await notice(1, of, facts)).matchAll(/"id":"(.*?)"/g)].map(([, id]) => id);
  expect(await ids(language)).toEqual(await ids('en'));
});

test.for(languages)('in %s, each form says all that the sections say', async (language) => {
  const page = await notice(1, language, facts);
  const words = (text: string) =>
    text
      .replace(/<style>.*<\/style>|<(?!\S+@)[^>]*>/gs, ' ')
      .replace(/&(?:lt|gt|quot|amp);|[^\p{L}\p{N}@.]+/gu, ' ');
  const [inHtml, inMarkdown] = [words(html(page, () => undefined)), words(markdown(page))];
  const lines = plainText(page.sections).split('\n').map(words);
  expect(lines.length).toBeGreaterThan(200);
  for (const line of lines) {
    expect(inHtml.replaceAll(/ +/g, '')).toContain(line.replaceAll(' ', ''));
    expect(inMarkdown.replaceAll(/ +/g, '')).toContain(line.replaceAll(' ', ''));
  }
});
