import { catalog, noticeVersion } from './catalog.ts';
import { batchFields, contextFields, eventFields } from './context.ts';
import type { EventDeclaration, Field } from './field.ts';

/** Node runs the catalog without its types: whatever a declaration lacks is undefined here. */
type Untyped = Partial<Record<'description' | 'justification' | 'in_words' | 'free_text', string>> & {
  since?: number;
  type?: string;
  purpose?: string;
  allowed?: readonly string[];
  pattern?: RegExp;
};

const isSaid = (text: string | undefined) => typeof text === 'string' && text.trim() !== '';

function lacking(name: string, declared: Untyped): string[] {
  const {
    description,
    since = 0,
    type,
    purpose,
    justification,
    allowed,
    pattern,
    in_words,
    free_text,
  } = declared;
  const found: [boolean, string][] = [
    [isSaid(description), 'a description'],
    [
      Number.isInteger(since) && since >= 1 && since <= noticeVersion,
      `a since, the notice it came with: from 1 to ${noticeVersion}`,
    ],
    [purpose !== 'essential' || isSaid(justification), 'a justification: why it is strictly necessary'],
    [
      type !== 'string' ||
        (allowed?.length ?? 0) > 0 ||
        (pattern !== undefined && isSaid(in_words)) ||
        isSaid(free_text),
      'its allowed values, a pattern with the same in_words, or free_text with the reason',
    ],
  ];
  return found.flatMap(([has, what]) => (has ? [] : [`${name} lacks ${what}.`]));
}

/** A sentence for each thing that a catalog leaves unsaid and that the notice must say. */
export function unsaid(
  events: Iterable<readonly [string, EventDeclaration]>,
  fields: Readonly<Record<string, Field>>,
): string[] {
  return [
    ...Object.entries(fields).flatMap(([name, field]) => lacking(name, field as Untyped)),
    ...[...events].flatMap(([name, event]) => [
      ...lacking(name, event as Untyped),
      ...Object.entries(event.properties).flatMap(([property, field]) =>
        lacking(`${name}.${property}`, field as Untyped),
      ),
    ]),
  ];
}

/** Throws one error that names whatever the catalog leaves unsaid: it can not be deployed. */
export function checkCatalog(): void {
  const found = unsaid(catalog, { ...batchFields, ...contextFields, ...eventFields });
  if (found.length === 0) return;
  throw new Error(['The catalog (shared/catalog) can not be deployed:', ...found].join('\n  '));
}
