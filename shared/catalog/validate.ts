import { limits } from '../limits.ts';
import type { Field, Type } from './field.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const version = /^[0-9A-Za-z](?:[0-9A-Za-z ._+~()-]{0,126}[0-9A-Za-z)])?$/;
const digest = /^[0-9a-f]{32,128}$/i;
const time =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/** Whether `value` is a UUID in its usual spelling. */
export const isUuid = (value: unknown): value is string => typeof value === 'string' && uuid.test(value);

/** Milliseconds since 1970 of an RFC 3339 time, NaN where it is none (a 30th of February is none). */
export function timeOf(value: unknown): number {
  const parts = typeof value === 'string' ? time.exec(value) : null;
  if (!parts) return Number.NaN;
  // Date.parse lets February have 31 days; the calendar does not.
  const lastDay = new Date(Date.UTC(Number(parts[1]), Number(parts[2]), 0)).getUTCDate();
  return Number(parts[3]) <= lastDay ? Date.parse(value as string) : Number.NaN;
}

/** U+0000 and lone surrogates have no agreed form in a text file: readers would drop the whole row. */
const isText = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.length <= limits.stringLength &&
  !value.includes('\0') &&
  value.isWellFormed();

const isNumber = (value: unknown, minimum = 0): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= minimum;

/** What a value of this type must be, for people, or undefined when `value` is one. */
export function mustBe(field: Type, value: unknown): string | undefined {
  switch (field.type) {
    case 'string':
      if (!isText(value)) return `a string of at most ${limits.stringLength} characters`;
      if ('allowed' in field)
        return field.allowed.includes(value) ? undefined : `one of ${field.allowed.join(', ')}`;
      if ('pattern' in field)
        return field.pattern.test(value) ? undefined : `a match of ${field.pattern.source}`;
      return undefined;
    case 'integer':
      return isNumber(value, field.minimum) && Number.isSafeInteger(value)
        ? undefined
        : 'an integer of at least 0';
    case 'number':
      return isNumber(value, field.minimum) ? undefined : 'a number of at least 0';
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'true or false';
    case 'uuid':
      return isUuid(value) ? undefined : 'a UUID';
    case 'time':
      return Number.isNaN(timeOf(value)) ? 'an RFC 3339 time such as 2026-11-22T10:00:05.000Z' : undefined;
    case 'version':
      return typeof value === 'string' && version.test(value) ? undefined : 'a version such as 4.2.1';
    case 'pseudonym':
      return typeof value === 'string' && (uuid.test(value) || digest.test(value))
        ? undefined
        : 'a GUID or a hex digest';
    case 'secret':
      return isText(value) && value.trim() !== '' ? undefined : 'a string';
  }
}

/** Declared fields by name: a Map, so that `__proto__` or `constructor` is just another unknown name. */
export type Fields = ReadonlyMap<string, Field>;

/**
 * The first thing wrong with `value` as an object of these fields, in words that repeat nothing the client chose;
 * undefined when it is right. `path` is a JSON pointer without its last slash.
 */
export function wrongIn(
  fields: Fields,
  value: unknown,
  path: string,
  required: readonly string[] = [],
): string | undefined {
  if (!isObject(value)) return `${path || 'the body'} must be an object`;
  for (const name of required) if (value[name] === undefined) return `${path}/${name} is required`;
  for (const name of Object.keys(value)) {
    const field = fields.get(name);
    if (!field) return `${path || 'the body'} has a field that is not declared`;
    const expected = mustBe(field, value[name]);
    if (expected) return `${path}/${name} must be ${expected}`;
  }
  return undefined;
}

/** Whether `value` is a JSON object. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
