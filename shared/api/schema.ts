import { type ContextField, type FrameField, type Purpose, purposes } from '../catalog/field.ts';
import { patterns } from '../catalog/patterns.ts';
import { languageLength } from '../forms/language.ts';
import { bytesFrom } from '../forms/megabytes.ts';
import { organizationLength } from '../forms/organization.ts';
import { versionLength } from '../forms/text.ts';
import { limits } from '../limits.ts';

declare const described: unique symbol;

/** A JSON Schema of draft 2020-12, with the type of what it describes: the compiler's only, no schema holds it. */
export type Schema<T = unknown> = Readonly<Record<string, unknown>> & { readonly [described]?: T };
/** What a schema describes. */
export type Described<S> = S extends Schema<infer T> ? T : never;

type Properties = Readonly<Record<string, Schema>>;
type ObjectOf<P extends Properties, Required extends keyof P> = Flat<
  { [Name in Required]: Described<P[Name]> } & { [Name in Exclude<keyof P, Required>]?: Described<P[Name]> }
>;
type Flat<T> = { [Name in keyof T]: T[Name] };

/** An object of these properties and no others. */
export const object = <const P extends Properties, const Required extends keyof P & string = never>(
  properties: P,
  required: readonly Required[] = [],
): Schema<ObjectOf<P, Required>> => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
  additionalProperties: false,
});

/** An object that has all of these properties, and no others. */
export const whole = <const P extends Properties>(properties: P) =>
  object(properties, Object.keys(properties) as (keyof P & string)[]);

export const text: Schema<string> = { type: 'string' };
export const anything: Schema<object> = { type: 'object' };
export const integer = (minimum: number, maximum?: number): Schema<number> => ({
  type: 'integer',
  minimum,
  ...(maximum !== undefined && { maximum }),
});
export const list = <T>(items: Schema<T>, maxItems?: number): Schema<readonly T[]> => ({
  type: 'array',
  items,
  ...(maxItems !== undefined && { maxItems }),
});
/** A closed set of words. */
export const oneOf = <const Word extends string>(words: readonly Word[]): Schema<Word> => ({
  type: 'string',
  enum: words,
});
export const constant = <const T>(value: T): Schema<T> => ({ const: value });
/** A reference to a schema of the document by its name. */
export const ref = <T = unknown>(name: string): Schema<T> => ({ $ref: `#/components/schemas/${name}` });
export const say = <T>(schema: Schema<T>, description: string): Schema<T> => ({ ...schema, description });

export const purposeList: Schema<readonly Purpose[]> = list(oneOf(purposes));

/** The JSON Schema of a declared value: what one should send. The validator takes more, in other spellings. */
export const schemaOf = <F extends FrameField | ContextField>(field: F): Schema<ValueOf<F>> => {
  const { description } = field;
  return { ...(typed(field) as Schema<ValueOf<F>>), description: description + storedWhen(field) };
};

/** The schemas of several fields, under their names. */
export const schemasOf = (
  fields: Readonly<Record<string, FrameField | ContextField>>,
): Record<string, Schema> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, schemaOf(field)]));

/** What JSON has for a declared value. */
export type ValueOf<F> = F extends { allowed: readonly (infer Word)[] }
  ? Word
  : F extends { type: 'integer' | 'number' | 'megabytes' }
    ? number
    : F extends { type: 'boolean' }
      ? boolean
      : F extends { type: 'purposes' }
        ? readonly Purpose[]
        : string;

const storedWhen = (field: FrameField | ContextField) =>
  'purpose' in field && field.purpose !== 'any' ? ` Stored when \`${field.purpose}\` is granted.` : '';

// Control characters become spaces; U+0000 should not be sent at all. A key has a letter or digit: of those beyond ASCII a pattern that every
// language reads can't tell, so it lets any pass.
const anyText: Schema = { type: 'string', pattern: '^[^\\u0000]*$' };
const key: Schema = { type: 'string', pattern: '^[^\\u0000]*[^\\u0000-/:-@\\[-`{-\\u007f][^\\u0000]*$' };
/** Zeros are what a program writes where it has no ID. */
const notNil: Schema = { not: { pattern: '^[0-]+$' } };
const textOf = (pattern: RegExp): Schema => ({ type: 'string', pattern: pattern.source });

function typed(field: FrameField): Schema {
  switch (field.type) {
    case 'string':
      if ('allowed' in field) return oneOf(field.allowed);
      return { ...('pattern' in field ? textOf(field.pattern) : anyText), maxLength: limits.stringLength };
    case 'license_key':
      return { ...key, maxLength: limits.stringLength };
    case 'integer':
      return integer(field.minimum ?? 0, field.maximum ?? Number.MAX_SAFE_INTEGER);
    case 'number':
      return { type: 'number', minimum: field.minimum ?? 0, maximum: field.maximum ?? Number.MAX_VALUE };
    case 'boolean':
      return { type: 'boolean' };
    case 'uuid':
      return { ...textOf(patterns.uuid), ...notNil, format: 'uuid' };
    case 'time':
      return { ...textOf(patterns.time), format: 'date-time' };
    case 'pseudonym':
      return { ...textOf(patterns.pseudonym), ...notNil };
    case 'version':
      return { ...textOf(patterns.version), maxLength: versionLength };
    case 'language':
      return { ...textOf(patterns.language), maxLength: languageLength };
    case 'organization':
      return { ...textOf(patterns.organization), maxLength: organizationLength };
    case 'megabytes':
      return integer(1, bytesFrom - 1);
    case 'purposes':
      return purposeList;
  }
}
