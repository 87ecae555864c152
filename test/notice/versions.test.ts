import { expect, test, vi } from 'vitest';
import { collectedBy, versions } from '../../shared/notice/collected.ts';
import { html } from '../../shared/notice/html.ts';
import { markdown } from '../../shared/notice/markdown.ts';
import { notice } from '../../shared/notice/notice.ts';
import { unreleased, untold } from '../../shared/notice/released.check.ts';
import { facts, said } from './said.ts';

// A vendor's second notice: an essential event, and what is new with it. Nothing of it is translated.
vi.mock('#vendor/yours', () => {
  const common = { since: 2, answers: 'vendor: test' };
  return {
    noticeVersion: 2,
    yours: {
      seat_counted: {
        ...common,
        purpose: 'essential',
        description: 'Seats were counted.',
        justification: 'The customer pays by seats.',
        properties: {
          seats: { ...common, type: 'integer', minimum: 1, description: 'How many.' },
          site: { ...common, type: 'string', free_text: 'Sites have names.', description: 'Where.' },
        },
      },
    },
  };
});
const page = (version: number, language: 'en' | 'de') => notice(version, language, facts);
const address = (version: number, language: string) => `?version=${version}&language=${language}`;

test('an essential event is printed with its justification and all that goes with it', async () => {
  const [, , only, title] = await said('en', 'purpose-essential').then((lines) => lines.slice(1));
  expect(title).toBe('`seat_counted`');
  expect(only).toContain('`installation_id`, `organization_id`, `product_version`, `product_edition`');
  expect(only).not.toMatch(/license_id|user_id|sdk_name/);
  expect(await said('en', 'event-seat_counted')).toEqual([
    '`seat_counted`',
    'Seats were counted.',
    'Why it is strictly necessary: The customer pays by seats.',
    'Since version 2 of this notice.',
    ...['Field', 'Meaning and possible values'],
    ...['`seats`', 'How many.', 'A whole number.', 'At least 1.', 'Since version 2 of this notice.'],
    ...['`site`', 'Where.', 'Free text. Sites have names.', 'Since version 2 of this notice.'],
  ]);
});

test('what has no translation stands there in English, marked as such', async () => {
  const german = html(await page(2, 'de'), address);
  expect(german).toContain('<html lang="de">');
  expect(german).toContain('<p>Warum es unbedingt erforderlich ist:</p>');
  expect(german).toContain('<p><span lang="en">The customer pays by seats.</span></p>');
  expect(markdown(await page(2, 'de'))).toContain('The customer pays by seats.');
});

test('an earlier version lists what was collected then, and says that another is in force', async () => {
  const earlier = await page(1, 'en');
  expect(earlier).toMatchObject({ notice_version: 1, versions: [1, 2] });
  expect(earlier.about).toContain('version 2 is in force');
  expect(earlier.collected).toEqual(await collectedBy(1));
  expect(Object.keys(earlier.collected.events)).not.toContain('seat_counted');
  expect(markdown(earlier)).not.toContain('seat_counted');
  expect(markdown(await page(2, 'en'))).toContain('#### `seat_counted`');
});

test('a notice that is in force and not released yet is told, with what to do', async () => {
  expect(await untold()).toEqual([]);
  expect(await unreleased()).toBe('Notice 2 is not released: npm run notice -- --release.');
});

test('a page links to its other languages and versions', async () => {
  expect(versions).toEqual([1, 2]);
  const links = [...html(await page(2, 'en'), address).matchAll(/<a href="(\?.*?)" lang="(..)"/g)];
  expect(links.map(([, href, lang]) => [href, lang])).toEqual([
    ['?version=2&amp;language=de', 'de'],
    ['?version=1&amp;language=en', 'en'],
  ]);
});

test('a page needs no other, and runs nothing', async () => {
  const text = html(await page(2, 'en'), address);
  expect(text).not.toMatch(/<(?:script|link|img|iframe|form|object)|\bon\w+=|url\(|@import|src=/i);
  for (const [, href] of text.matchAll(/href="(.*?)"/g)) expect(href).toMatch(/^(?:\?|mailto:)/);
});

test('a page can be read aloud: headings in order, heads of rows and columns, a name for each table', async () => {
  const text = html(await page(2, 'de'), address);
  const levels = [...text.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
  expect(levels[0]).toBe(1);
  for (const [i, level] of levels.slice(1).entries()) expect(level).toBeLessThanOrEqual((levels[i] ?? 0) + 1);
  const ids = [...text.matchAll(/ id="(.*?)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, id] of text.matchAll(/aria-labelledby="(.*?)"/g)) expect(ids).toContain(id);
  expect(text).not.toMatch(/<th(?![^>]* scope=|ead)|<table(?![^>]* aria-labelledby=)/);
  expect(text).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
});
