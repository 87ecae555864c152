import { noticeVersion } from '../catalog/catalog.ts';
import { purposes } from '../catalog/field.ts';
import { object, oneOf, ref, type Schema } from './schema.ts';

const text: Schema = { type: 'string' };
const list = (items: Schema): Schema => ({ type: 'array', items });
const byName = (values: Schema): Schema => ({ type: 'object', additionalProperties: values });
const described = (of: Schema, description: string): Schema => ({ ...of, description });

const line: Schema = {
  oneOf: [text, object({ lang: text, text }, ['lang', 'text'])],
  description: 'Text with `code` and <links> as in Markdown. An object where it is in a language of its own.',
};
const table = object({ head: list(text), rows: list(list(list(line))) }, ['head', 'rows']);

const version: Schema = { type: 'integer', minimum: 1, maximum: noticeVersion };
const declared = { description: text, since: { ...version, description: 'The notice it came with.' } };
const field = {
  ...declared,
  type: text,
  allowed: list(text),
  pattern: text,
  in_words: described(text, 'The pattern in words.'),
  free_text: described(text, 'Why the text is free.'),
  minimum: { type: 'number' },
  maximum: { type: 'number' },
};
const required = ['description', 'since', 'type'];
const context = { ...field, purpose: oneOf([...purposes, 'any']), essential: { const: true } };
const event = {
  ...declared,
  purpose: oneOf(purposes),
  justification: described(text, 'Why it is strictly necessary, where the purpose is `essential`.'),
  properties: byName(object(field, required)),
};
const collected = {
  fields: byName(object(context, [...required, 'purpose'])),
  events: byName(object(event, ['description', 'since', 'purpose', 'properties'])),
};

const notice = {
  notice_version: version,
  versions: described(list(version), 'All that there are; the last is in force.'),
  language: described(text, 'A BCP 47 tag.'),
  languages: list(text),
  title: text,
  vendor: object({ name: text, contact: text }, ['name', 'contact']),
  about: described(text, 'Which version this is, in words.'),
  collected: described(object(collected, Object.keys(collected)), 'What is collected, for programs.'),
  sections: described(list(ref('NoticeSection')), 'The notice for people.'),
};

/** `GET /v1/notice` in JSON. */
export const noticeReplies = {
  Notice: object(notice, Object.keys(notice)),
  NoticeSection: object(
    {
      id: text,
      title: text,
      text: list(line),
      list: list(line),
      table,
      sections: list(ref('NoticeSection')),
    },
    ['id', 'title', 'text'],
  ),
};
