import { expect, test } from 'vitest';
import { drafts } from '../../cli/notice/drafts.ts';
import {
  batchFields,
  catalog,
  contextFields,
  eventFields,
  noticeVersion,
} from '../../shared/catalog/catalog.ts';
import { purposes } from '../../shared/catalog/field.ts';
import { columns } from '../../shared/columns.ts';
import { type Language, languages } from '../../shared/notice/languages.ts';
import { markdown } from '../../shared/notice/markdown.ts';
import { notice } from '../../shared/notice/notice.ts';
import { facts } from './said.ts';

const other = {
  vendor: { name: 'Contoso GmbH', contact: 'dpo@contoso.example' },
  retentionMonths: 13,
  landingDays: 4,
  logDays: 90,
  region: 'eu-central-1',
};
async function written(language: Language, of = other): Promise<Record<string, string>> {
  const all = drafts(language, await notice(noticeVersion, language, of), of);
  return Object.fromEntries(Object.entries(all).map(([name, draft]) => [name, markdown(draft)]));
}

test.for(languages)(
  'in %s, each draft names every purpose with its events, from the catalog',
  async (language) => {
    for (const text of Object.values(await written(language))) {
      for (const purpose of purposes) expect(text).toContain(`(\`${purpose}\`)`);
      for (const [name] of catalog) expect(text).toContain(`\`${name}\``);
    }
  },
);

test.for(languages)('in %s, the annex for a works council has the complete list', async (language) => {
  const { 'works-council': annex } = await written(language);
  for (const { name } of columns) expect(annex).toContain(`\`${name}\``);
  for (const [, { properties }] of catalog)
    for (const name of Object.keys(properties)) expect(annex).toContain(`\`${name}\``);
});

test.for(languages)(
  'in %s, what the settings say is in the drafts, and no example of ours',
  async (language) => {
    const all = await written(language);
    const { 'record-of-processing': record } = all;
    const numbers = ['13 ', '4 ', '90 ', 'Contoso GmbH', '<dpo@contoso.example>', '`eu-central-1`'];
    for (const words of numbers) expect(record).toContain(words);
    const text = Object.values(all).join('\n');
    for (const words of [facts.vendor.name, facts.vendor.contact, 'us-east-1'])
      expect(text).not.toContain(words);
  },
);

test.for(languages)('in %s, a call that excludes who it is can be copied as it stands', async (language) => {
  const { 'works-council': annex = '' } = await written(language);
  const allowed = /`"allowed_purposes": (\[.*?"usage".*?\])`/.exec(annex)?.[1] ?? '';
  const rest = purposes.filter((purpose) => !['persons', 'essential'].includes(purpose));
  expect(JSON.parse(allowed)).toEqual(rest);
});

test.for(languages)('in %s, whatever may be free text is named as such', async (language) => {
  const { 'impact-assessment': facts = '' } = await written(language);
  const free = (declared: object) =>
    Object.entries(declared).flatMap(([name, field]) => ('free_text' in field ? [name] : []));
  const fields = free({ ...batchFields, ...contextFields, ...eventFields });
  expect(fields).toContain('user_role');
  const [description = ''] = facts.split('\n## ').slice(1);
  for (const name of fields) expect(description).toContain(`\`${name}\``);
  for (const [event, { properties }] of catalog)
    for (const name of free(properties)) expect(description).toContain(`\`${event}.${name}\``);
});

test.for(languages)(
  'in %s, a works council is told of each event that it has a time, and of a license that it may be a person’s',
  async (language) => {
    const page = await notice(noticeVersion, language, other);
    const all = drafts(language, page, other)['works-council'];
    const { list = [] } = all?.sections.find(({ id }) => id === 'monitoring') ?? {};
    for (const name of ['license_id', ...catalog.keys()]) expect(list.join('\n')).toContain(`\`${name}\``);
  },
);

const unknown = { en: /to add/gi, de: /zu ergänzen/gi };
test.for(languages)('in %s, what only the vendor knows is marked', async (language) => {
  for (const text of Object.values(await written(language)))
    expect(text.match(unknown[language])?.length).toBeGreaterThan(2);
});

test('every language says as much as English', async () => {
  const shape = (text: string) => text.split('\n').map((line) => /^(?:#+|-|\|)?/.exec(line)?.[0]);
  const english = await written('en');
  for (const language of languages)
    for (const [name, text] of Object.entries(await written(language)))
      expect(shape(text), `${name} ${language}`).toEqual(shape(english[name] ?? ''));
});
