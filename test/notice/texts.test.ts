import { expect, test } from 'vitest';
import { decisionFrame } from '../../shared/api/consent.ts';
import { standard } from '../../shared/catalog/standard.ts';
import { collected, collectedBy, versions } from '../../shared/notice/collected.ts';
import { html } from '../../shared/notice/html.ts';
import { languages, texts } from '../../shared/notice/languages.ts';
import { markdown } from '../../shared/notice/markdown.ts';
import { notice } from '../../shared/notice/notice.ts';
import { facts } from './said.ts';

const others = languages.filter((language) => language !== 'en');
const worded = ['description', 'justification', 'in_words', 'free_text'];

/** The words of declarations, wherever they stand. */
function wordsOf(declared: unknown): string[] {
  if (typeof declared !== 'object' || declared === null) return [];
  return Object.entries(declared).flatMap(([name, value]) =>
    worded.includes(name) && typeof value === 'string' ? [value] : wordsOf(value),
  );
}

test.for(others)('%s translates all words of ours in the catalog, and no others', async (language) => {
  const known = Object.keys(texts[language].translations);
  const needed = new Set([...wordsOf(collected.fields), ...wordsOf(standard), ...wordsOf(decisionFrame)]);
  expect([...needed].filter((words) => !known.includes(words))).toEqual([]);
  const everSaid = new Set([...needed, ...wordsOf(await Promise.all(versions.map(collectedBy)))]);
  expect(known.filter((words) => !everSaid.has(words))).toEqual([]);
});

test.for(languages)(
  'in %s, nothing says that data are anonymous: no data with an ID are',
  async (language) => {
    const { name } = facts.vendor;
    const { eula, dialog } = texts[language];
    const all = [
      ...(await Promise.all(versions.map((version) => notice(version, language, facts)))),
      ...(await Promise.all(versions.map(collectedBy))),
      [eula(name, 'https://example.com'), dialog(name, 'https://example.com')],
      texts[language],
    ].map((each) => JSON.stringify(each));
    expect(all.join('').length).toBeGreaterThan(10_000);
    expect(all.join('')).not.toMatch(/anonym|an[oó]nim|匿名|аноним/i);
  },
);

const noConsent = { en: /is not consent/, de: /keine Einwilligung/ };

test.for(languages)('in %s, the clause points to the notice and says that it is no consent', (language) => {
  const { text } = texts[language].eula('Contoso', 'https://contoso.example/v1/notice');
  expect(text.join('\n')).toContain('<https://contoso.example/v1/notice>');
  expect(text.join('\n')).toMatch(noConsent[language]);
});

test('markup in the words of a catalog is text in every form', async () => {
  const page = await notice(versions.length, 'en', facts);
  const text = 'a <script>alert("1")</script> & *b* _c_ | [d](e) # `';
  const marked = { ...page, sections: [{ id: 'x', title: text, text: [text], list: [text] }] };
  expect(html(marked, () => undefined)).toContain(
    '<p>a &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; *b* _c_ | [d](e) # `</p>',
  );
  expect(html(marked, () => undefined)).not.toContain('<script');
  expect(markdown(marked)).toContain(
    'a \\<script\\>alert("1")\\</script\\> \\& \\*b\\* \\_c\\_ | \\[d\\](e) \\# \\`',
  );
});
