import { type ContextField, type FrameField, purposes } from '../catalog/field.ts';
import { patterns } from '../catalog/patterns.ts';
import { limits } from '../limits.ts';

/** A JSON Schema of draft 2020-12. */
export type Schema = Readonly<Record<string, unknown>>;

/** The JSON Schema of a declared value: it takes what the validator takes. */
export const schemaOf = (field: FrameField | ContextField): Schema => ({
  ...typed(field),
  description: field.description + storedWhen(field),
});

/** The schemas of several fields, under their names. */
export const schemasOf = (fields: Readonly<Record<string, FrameField | ContextField>>) =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, schemaOf(field)]));

/** An object of these properties and no others. */
export const object = (
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[] = [],
): Schema => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
  additionalProperties: false,
});

/** A reference to a schema of the document by its name. */
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** A closed set of words. */
export const oneOf = (words: readonly string[]): Schema => ({ type: 'string', enum: words });
export const purposeList: Schema = { type: 'array', items: oneOf(purposes) };

const storedWhen = (field: FrameField | ContextField) =>
  'purpose' in field && field.purpose !== 'any' ? ` Stored when \`${field.purpose}\` is granted.` : '';

// U+0000 can't be stored in a text file. A key has a letter or digit: of those beyond ASCII a pattern that every
// language reads can't tell, so it lets any pass.
const anyText: Schema = { type: 'string', pattern: '^[^\\u0000]*$' };
const key: Schema = { type: 'string', pattern: '^[^\\u0000]*[^\\u0000-/:-@\\[-`{-\\u007f][^\\u0000]*$' };
const textOf = (pattern: RegExp): Schema => ({ type: 'string', pattern: pattern.source });

function typed(field: FrameField): Schema {
  switch (field.type) {
    case 'string':
      if ('allowed' in field) return oneOf(field.allowed);
      return { ...('pattern' in field ? textOf(field.pattern) : anyText), maxLength: limits.stringLength };
    case 'license_key':
      return { ...key, maxLength: limits.stringLength };
    case 'integer':
      return {
        type: 'integer',
        minimum: field.minimum ?? 0,
        maximum: field.maximum ?? Number.MAX_SAFE_INTEGER,
      };
    case 'number':
      return { type: 'number', minimum: field.minimum ?? 0, maximum: field.maximum ?? Number.MAX_VALUE };
    case 'boolean':
      return { type: 'boolean' };
    case 'uuid':
      return { ...textOf(patterns.uuid), format: 'uuid' };
    case 'time':
      return { ...textOf(patterns.time), format: 'date-time' };
    case 'pseudonym':
      return textOf(patterns.pseudonym);
    case 'version':
      return textOf(patterns.version);
    case 'purposes':
      return purposeList;
  }
}
