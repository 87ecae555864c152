import { noticeVersion } from '../catalog/catalog.ts';
import { purposes } from '../catalog/field.ts';
import type { Section } from '../notice/section.ts';
import { integer, list, object, oneOf, ref, type Schema, say, text, whole } from './schema.ts';

const byName = <T>(values: Schema<T>): Schema<Readonly<Record<string, T>>> => ({
  type: 'object',
  additionalProperties: values,
});

const line: Schema<string | { lang: string; text: string }> = {
  oneOf: [text, whole({ lang: text, text })],
  description: 'Text with `code` and <links> as in Markdown. An object where it is in a language of its own.',
};
const table = whole({ head: list(text), rows: list(list(list(line))) });

const version = integer(1, noticeVersion);
const declared = { description: text, since: say(version, 'The notice it came with.') };
const number: Schema<number> = { type: 'number' };
const field = {
  ...declared,
  type: text,
  allowed: list(text),
  pattern: text,
  in_words: say(text, 'The pattern in words.'),
  free_text: say(text, 'Why the text is free.'),
  minimum: number,
  maximum: number,
};
const essential: Schema<true> = { type: 'boolean', enum: [true] };
const context = { ...field, purpose: oneOf([...purposes, 'any']), essential };
const event = {
  ...declared,
  purpose: oneOf(purposes),
  justification: say(text, 'Why it is strictly necessary, where the purpose is `essential`.'),
  properties: byName(object(field, ['description', 'since', 'type'])),
};
const collected = whole({
  fields: byName(object(context, ['description', 'since', 'type', 'purpose'])),
  events: byName(object(event, ['description', 'since', 'purpose', 'properties'])),
});

/** `GET /v1/notice` in JSON. */
export const noticeSchema = whole({
  notice_version: version,
  versions: say(list(version), 'All that there are; the last is in force.'),
  language: say(text, 'A BCP 47 tag.'),
  languages: list(text),
  title: text,
  vendor: whole({ name: text, contact: text }),
  about: say(text, 'Which version this is, in words.'),
  collected: say(collected, 'What is collected, for programs.'),
  sections: say(list(ref<Section>('NoticeSection')), 'The notice for people.'),
});

/** Of sections, which have sections. */
export const noticeSection = object(
  {
    id: text,
    title: text,
    text: list(line),
    list: list(line),
    table,
    sections: list(ref<Section>('NoticeSection')),
  },
  ['id', 'title', 'text'],
);
