import { isNil } from '../forms/id.ts';
import { languageOf } from '../forms/language.ts';
import { megabytesOf } from '../forms/megabytes.ts';
import { organizationOf } from '../forms/organization.ts';
import { plainText, versionLength, versionOf } from '../forms/text.ts';
import { normalizedKey } from '../license.ts';
import { limits } from '../limits.ts';
import { type FrameField, purposes, type Type } from './field.ts';
import { patterns } from './patterns.ts';

/** Whether `value` is a UUID in its usual spelling. */
export const isUuid = (value: unknown): value is string => matches(patterns.uuid, value);

const matches = (pattern: RegExp, value: unknown): value is string =>
  typeof value === 'string' && pattern.test(value);

/**
 * Milliseconds since 1970 of an RFC 3339 time, NaN where it is none (a 30th of February is none). A second of 60, which
 * RFC 3339 has for leap seconds and clocks elsewhere, reads as 59.
 */
export const timeOf = (value: unknown): number => (isTime(value) ? millisecondsOf(value) : Number.NaN);

/** The same of what is known to be a time. */
export const millisecondsOf = (time: string): number => Date.parse(time.replace(/:60(?=[.Zz+-])/, ':59'));

/** Date.parse alone would let February have 31 days. */
const isTime = (value: unknown): value is string =>
  matches(patterns.time, value) && !(Number(value.slice(8, 10)) > 28 && isBeyondMonth(value));

/** Whether the month has no such day. Without a Date: at the end of a month every event comes through here. */
function isBeyondMonth(time: string): boolean {
  const month = time.slice(5, 7);
  const day = Number(time.slice(8, 10));
  if (month !== '02') return day > 30 && /0[469]|11/.test(month);
  const year = Number(time.slice(0, 4));
  return day > 29 || year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0);
}

/** Lone surrogates have no agreed form in a text file: readers would drop the whole row. */
const isText = (value: unknown): value is string =>
  typeof value === 'string' && isShort(value) && value.isWellFormed();

/** Characters are code points, as JSON Schema counts them: 😀 is one, though JavaScript's `length` says two. */
const isShort = (text: string) =>
  text.length <= limits.stringLength ||
  (text.length <= 2 * limits.stringLength && [...text].length <= limits.stringLength);

type Range = { minimum?: number; maximum?: number };
const isWithin = ({ minimum = 0, maximum = Infinity }: Range, value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= minimum && value <= maximum;
const range = ({ minimum = 0, maximum }: Range) =>
  maximum === undefined ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;

/**
 * The value in the one form of its type, undefined where it is none. A nil UUID is no ID. Text is as it was sent: it is
 * scrubbed, and made plain, when it is stored.
 */
export function formOf(field: Type | { type: 'purposes' }, value: unknown): unknown {
  switch (field.type) {
    case 'string':
      return textIn(field, value);
    case 'integer':
      return isWithin(field, value) && Number.isSafeInteger(value) ? value : undefined;
    case 'number':
      return isWithin(field, value) ? value : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'uuid':
      return isUuid(value) && !isNil(value) ? value.toLowerCase() : undefined;
    case 'time':
      return isTime(value) ? value : undefined;
    case 'pseudonym':
      return matches(patterns.pseudonym, value) && !isNil(value) ? value.toLowerCase() : undefined;
    case 'version':
      return versionOf(value);
    case 'language':
      return languageOf(value);
    case 'organization':
      return organizationOf(value);
    case 'megabytes':
      return megabytesOf(value);
    case 'license_key':
      return isText(value) && normalizedKey(value) !== '' ? value : undefined;
    case 'purposes':
      return arePurposes(value) ? value : undefined;
  }
}

function textIn(field: Type & { type: 'string' }, value: unknown): string | undefined {
  if (!isText(value)) return undefined;
  if ('allowed' in field) return field.allowed.includes(value) ? value : undefined;
  return !('pattern' in field) || field.pattern.test(plainText(value)) ? value : undefined;
}

/** What a value of this type must be, for people, or undefined when `value` is one. */
export const expected = (field: Type | { type: 'purposes' }, value: unknown): string | undefined =>
  formOf(field, value) === undefined ? wordsFor(field) : undefined;

function wordsFor(field: Type | { type: 'purposes' }): string {
  switch (field.type) {
    case 'string':
      if ('allowed' in field) return `one of ${field.allowed.join(', ')}`;
      if ('pattern' in field) return withinSentence(field.in_words);
      return `a string of at most ${limits.stringLength} characters`;
    case 'integer':
      return `an integer ${range(field)}`;
    case 'number':
      return `a number ${range(field)}`;
    case 'boolean':
      return 'true or false';
    case 'uuid':
      return 'a UUID';
    case 'time':
      return 'an RFC 3339 time such as 2026-11-22T10:00:05.000Z';
    case 'version':
      return `a version such as 4.2.1, of at most ${versionLength} characters`;
    case 'language':
      return 'a language tag such as de-DE';
    case 'organization':
      return 'a name of at most 128 characters, and no address';
    case 'megabytes':
      return 'a number of megabytes';
    case 'pseudonym':
      return 'a GUID or a hex digest';
    case 'license_key':
      return `a string of at most ${limits.stringLength} characters with a letter or digit`;
    case 'purposes':
      return `a list of ${purposes.join(', ')}`;
  }
}

/** Words that stand by themselves elsewhere: `A language tag.` is `a language tag`. */
const withinSentence = (words: string) =>
  words.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase()).replace(/\.$/, '');

const arePurposes = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => (purposes as readonly unknown[]).includes(one));

/** Declared fields by name: a Map, so that `__proto__` or `constructor` is just another unknown name. */
export type Fields = ReadonlyMap<string, FrameField>;

/**
 * The first thing wrong with `value` as an object of these fields, in words that repeat nothing the client chose;
 * undefined when it is right. `path` is a JSON pointer without its last slash; fields in `apart` are checked elsewhere.
 */
export function firstError(
  fields: Fields,
  value: unknown,
  path: string,
  required: readonly string[] = [],
  apart?: ReadonlySet<string>,
): string | undefined {
  if (!isObject(value)) return `${path || 'the body'} must be an object`;
  for (const name of required) if (value[name] === undefined) return `${path}/${name} is required`;
  for (const name of Object.keys(value)) {
    const field = fields.get(name);
    if (!field && apart?.has(name)) continue;
    if (!field) return `${path || 'the body'} has a field that is not declared`;
    const should = expected(field, value[name]);
    if (should) return `${path}/${name} must be ${should}`;
  }
  return undefined;
}

/** Whether `value` is a JSON object. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
