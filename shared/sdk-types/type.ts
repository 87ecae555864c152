import type { Schema } from '../api/schema.ts';

/** A comment that the text can't end. */
export const comment = (text: string, indent: string) => {
  const lines = text.replaceAll('*/', '* /').split('\n');
  return lines.length === 1
    ? `${indent}/** ${lines[0]} */\n`
    : `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n`;
};

/** A schema of the API as a TypeScript type; a reference is the type of that name. */
export function typeOf(schema: Schema, indent = ''): string {
  const { $ref, const: value, enum: words, oneOf, type, items } = schema;
  if (typeof $ref === 'string') return $ref.slice($ref.lastIndexOf('/') + 1);
  if (Array.isArray(words)) return words.map((word) => `'${word}'`).join(' | ');
  // A number that is fixed here may be another in the service's next version.
  if (value !== undefined) return typeof value === 'string' ? `'${value}'` : typeof value;
  if (Array.isArray(oneOf)) return oneOf.map((one) => typeOf(one, indent)).join(' | ');
  if (Array.isArray(type)) return type.join(' | ');
  if (type === 'array') {
    const of = items as Schema;
    const one = typeOf(of, indent);
    return of.enum || of.oneOf ? `readonly (${one})[]` : `readonly ${one}[]`;
  }
  if (type === 'object') return objectOf(schema, indent);
  return type === 'integer' ? 'number' : String(type);
}

function objectOf({ properties, required, additionalProperties }: Schema, indent: string): string {
  if (!properties)
    return additionalProperties
      ? `Readonly<Record<string, ${typeOf(additionalProperties as Schema)}>>`
      : 'object';
  const needed = new Set(required as readonly string[] | undefined);
  const inner = `${indent}  `;
  const fields = Object.entries(properties as Record<string, Schema>).map(([name, field]) => {
    const said = typeof field.description === 'string' ? comment(field.description, inner) : '';
    return `${said}${inner}${name}${needed.has(name) ? '' : '?'}: ${typeOf(field, inner)};\n`;
  });
  return `{\n${fields.join('')}${indent}}`;
}
