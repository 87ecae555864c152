import Negotiator from 'negotiator';
import { type Language, languages } from '../../shared/notice/languages.ts';

/** The forms of the notice, by the order in which they are given where a caller has no preference. */
const types = ['application/json', 'text/html', 'text/markdown'] as const;
type Type = (typeof types)[number];

/** What an `accept` header asks for: JSON where it asks for nothing of ours, or for anything. */
export const typeFor = (accept: string | undefined): Type =>
  (negotiator('accept', accept).mediaType(types) as Type | undefined) ?? types[0];

/** The language that a tag, a machine's locale or an `accept-language` header asks for (`de-AT`, `de_AT.UTF-8`: German); else English. */
export const languageFor = (asked: string | undefined): Language => {
  const tags = asked?.replaceAll('_', '-').replace(/(?<=[a-z])[.@][\w-]+/gi, '');
  return (negotiator('accept-language', tags).language(languages) as Language | undefined) ?? 'en';
};

const negotiator = (name: string, value: string | undefined) =>
  new Negotiator({ headers: { [name]: value } });
