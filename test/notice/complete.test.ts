import { expect, test } from 'vitest';
import { settings } from '#vendor/settings';
import { decisionFrame } from '../../shared/api/consent.ts';
import {
  batchFields,
  catalog,
  contextFields,
  eventFields,
  noticeVersion,
  serviceFields,
} from '../../shared/catalog/catalog.ts';
import { type Field, purposes } from '../../shared/catalog/field.ts';
import { columns } from '../../shared/columns.ts';
import { html } from '../../shared/notice/html.ts';
import { type Language, languages, texts } from '../../shared/notice/languages.ts';
import { markdown } from '../../shared/notice/markdown.ts';
import { notice } from '../../shared/notice/notice.ts';
import { facts, said } from './said.ts';

const fields: Readonly<Record<string, Field>> = {
  ...batchFields,
  ...contextFields,
  ...eventFields,
  ...serviceFields,
};

/** Of a string: its allowed values, its pattern in words, or why it is free text. The notice must say one. */
function limitsOf(field: Field): readonly string[] {
  if (field.type !== 'string') return [];
  if ('allowed' in field) return field.allowed;
  return ['free_text' in field ? field.free_text : field.in_words];
}

/** Holds a section to a declaration: what it is, and what it may hold. */
function expectDeclared(section: readonly string[], name: string, field: Field) {
  expect(section).toContain(`\`${name}\``);
  expect(section).toContain(field.description);
  for (const limit of limitsOf(field)) expect(section.join('\n')).toContain(limit);
}

test.for(Object.entries(fields))(
  'the field %s stands in the notice, with what it is and what it may hold',
  async ([name, field]) => {
    const { purpose } = field as unknown as { purpose: string };
    const section = purpose === 'any' ? 'with_every_event' : `purpose-${purpose}`;
    expectDeclared(await said('en', section), name, field);
  },
);

test.for([...catalog])(
  'the event %s stands in the notice under its purpose, with each of its properties',
  async ([name, declared]) => {
    expect(await said('en', `purpose-${declared.purpose}`)).toContain(`\`${name}\``);
    const section = await said('en', `event-${name}`);
    expect(section).toContain(declared.description);
    for (const [property, field] of Object.entries(declared.properties))
      expectDeclared(section, property, field);
  },
);

test('every string has allowed values, a pattern in words, or a reason why it is free', () => {
  const properties = [...catalog.values()].flatMap(({ properties }) => Object.values(properties));
  const strings = [...Object.values(fields), ...properties].filter(({ type }) => type === 'string');
  expect(strings.length).toBeGreaterThan(10);
  for (const field of strings) {
    expect(limitsOf(field)).not.toHaveLength(0);
    for (const limit of limitsOf(field)) expect(limit.trim()).not.toBe('');
  }
});

test('every column that is stored, and everything that a decision holds, stands in the notice', async () => {
  const collected = await said('en', 'collected');
  for (const { name } of columns) expect(collected).toContain(`\`${name}\``);
  const decision = await said('en', 'decision');
  for (const name of Object.keys(decisionFrame.fields)) expect(decision).toContain(`\`${name}\``);
});

test.for(languages)('in %s, every purpose has what it is good for and its legal basis', async (language) => {
  for (const purpose of purposes) {
    const section = await said(language, `purpose-${purpose}`);
    expect(section).toContain(texts[language].purposes[purpose].why);
    expect(section.join(' ')).toMatch(/Art\. 6.*2002\/58\/E/);
  }
});

test.for(languages)("in %s, it says who, how long and where by the stack's settings", async (language) => {
  const other = {
    vendor: { name: 'Contoso GmbH', contact: 'dpo@contoso.example' },
    retentionMonths: 13,
    landingDays: 4,
    logDays: 90,
    region: 'eu-central-1',
  };
  const kept = (await said(language, 'kept', other)).join('\n');
  for (const days of ['13 ', '4 ', '90 ']) expect(kept).toContain(days);
  for (const days of ['25 ', '30 ']) expect(kept).not.toContain(days);
  const all = (await said(language, undefined, other)).join('\n');
  for (const words of ['Contoso GmbH', '<dpo@contoso.example>', '`eu-central-1`'])
    expect(all).toContain(words);
  for (const words of [settings.vendor.name, settings.vendor.contact, 'us-east-1'])
    expect(all).not.toContain(words);
});

test.for(languages)('in %s, it has the sections that it has in English', async (language) => {
  const ids = async (of: Language) =>
    [...JSON.stringify((await notice(noticeVersion, of, facts)).sections).matchAll(/"id":"(.*?)"/g)].map(
      ([, id]) => id,
    );
  expect(await ids(language)).toEqual(await ids('en'));
});

test.for(languages)('in %s, each form says all of it', async (language) => {
  const page = await notice(noticeVersion, language, facts);
  // Letters and digits only: all else is up to the form.
  const bare = (text: string) => text.replace(/&\w+;|[^\p{L}\p{N}]/gu, '');
  const forms = [
    bare(html(page, () => undefined).replace(/<style>.*<\/style>|<[^>]*>/gs, '')),
    bare(markdown(page).replaceAll('<br>', '')),
  ];
  const lines = await said(language);
  expect(lines.length).toBeGreaterThan(200);
  for (const line of [page.title, page.about, ...lines])
    for (const form of forms) expect(form).toContain(bare(line));
});
