import type { CollectedField } from './collected.ts';
import { texts } from './languages.ts';
import type { Line, Table } from './section.ts';
import type { Texts } from './texts.ts';

/** A name or value as code. Where a value has a backtick itself, only quotes are left to set it off. */
export const code = (text: string) => (text.includes('`') ? `“${text}”` : `\`${text}\``);

/** The catalog's words in a language; in English where they have no translation. */
export const translated = (say: Texts, text: string): Line =>
  say === texts.en ? text : (say.translations[text] ?? { lang: 'en', text });

/** Our words and then the catalog's: in one line where both are in one language. */
export function joined(say: Texts, ours: string, catalogs: string): Line[] {
  const line = translated(say, catalogs);
  return typeof line === 'string' ? [`${ours} ${line}`] : [ours, line];
}

/** What a value may hold. */
function holds(say: Texts, field: CollectedField): Line[] {
  const { type, allowed, in_words, free_text, minimum, maximum } = field;
  if (allowed) return [`${say.one_of} ${allowed.map(code).join(', ')}`];
  if (in_words) return [translated(say, in_words)];
  if (free_text) return joined(say, say.free_text, free_text);
  return [
    ...(type === 'string' ? [] : [say.types[type]]),
    ...(minimum === undefined ? [] : [say.at_least(minimum)]),
    ...(maximum === undefined ? [] : [say.at_most(maximum)]),
  ];
}

type Fields = Readonly<Record<string, CollectedField>>;

/** Fields by their names: what each says, what it may hold, and since when. `more`: names with what they say. */
export const tableOf = (say: Texts, fields: Fields, more: Readonly<Record<string, string>> = {}): Table => ({
  head: [say.field, say.content],
  rows: [
    ...Object.entries(fields).map(([name, field]) => [
      [code(name)],
      [
        translated(say, field.description),
        ...holds(say, field),
        ...(field.since > 1 ? [say.since(field.since)] : []),
      ],
    ]),
    ...Object.entries(more).map(([name, words]) => [[code(name)], [words]]),
  ],
});
