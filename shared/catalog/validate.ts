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
export const timeOf = (value: unknown): number =>
  isTime(value) ? Date.parse(value.replace(/:60(?=[.Zz+-])/, ':59')) : Number.NaN;

/** Date.parse alone would let February have 31 days. */
const isTime = (value: unknown): value is string =>
  matches(patterns.time, value) && !(Number(value.slice(8, 10)) > 28 && isBeyondMonth(value));

/** Whether the month has no such day. The calendar repeats every 400 years. */
function isBeyondMonth(time: string): boolean {
  const [, year, month, day] = patterns.time.exec(time) ?? [];
  return Number(day) > new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate();
}

/** U+0000 and lone surrogates have no agreed form in a text file: readers would drop the whole row. */
const isText = (value: unknown): value is string =>
  typeof value === 'string' && isShort(value) && !value.includes('\0') && value.isWellFormed();

/** Characters are code points, as JSON Schema counts them: 😀 is one, though JavaScript's `length` says two. */
const isShort = (text: string) =>
  text.length <= limits.stringLength ||
  (text.length <= 2 * limits.stringLength && [...text].length <= limits.stringLength);

type Range = { minimum?: number; maximum?: number };
const isWithin = ({ minimum = 0, maximum = Infinity }: Range, value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= minimum && value <= maximum;
const range = ({ minimum = 0, maximum }: Range) =>
  maximum === undefined ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;

/** What a value of this type must be, for people, or undefined when `value` is one. */
export function expected(field: Type | { type: 'purposes' }, value: unknown): string | undefined {
  switch (field.type) {
    case 'string':
      if (!isText(value)) return `a string of at most ${limits.stringLength} characters`;
      if ('allowed' in field)
        return field.allowed.includes(value) ? undefined : `one of ${field.allowed.join(', ')}`;
      if ('pattern' in field)
        return field.pattern.test(value) ? undefined : `a match of ${field.pattern.source}`;
      return undefined;
    case 'integer':
      return isWithin(field, value) && Number.isSafeInteger(value) ? undefined : `an integer ${range(field)}`;
    case 'number':
      return isWithin(field, value) ? undefined : `a number ${range(field)}`;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'true or false';
    case 'uuid':
      return isUuid(value) ? undefined : 'a UUID';
    case 'time':
      return isTime(value) ? undefined : 'an RFC 3339 time such as 2026-11-22T10:00:05.000Z';
    case 'version':
      return matches(patterns.version, value) ? undefined : 'a version such as 4.2.1';
    case 'pseudonym':
      return matches(patterns.pseudonym, value) ? undefined : 'a GUID or a hex digest';
    case 'license_key':
      return isText(value) && normalizedKey(value) !== ''
        ? undefined
        : `a string of at most ${limits.stringLength} characters with a letter or digit`;
    case 'purposes':
      return arePurposes(value) ? undefined : `a list of ${purposes.join(', ')}`;
  }
}

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
