import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { literal } from '../functions/platform/athena.ts';
import { catalog } from '../shared/catalog/catalog.ts';

/** A statement as it is sent: one text, with the names of what fills each `?`, in order. */
export type Compiled = { sql: string; parameters: string[] };

/** Where fragments are: the first folder that has one of the name. */
const folders = [join(import.meta.dirname, 'fragments')];

/**
 * `{name}`, once on a line, is the text of `fragments/name.sql`: its further lines are indented like the line on which it
 * stands.
 */
function joined(sql: string, from: readonly string[]): string {
  return sql.replace(/^( *)(.*)\{([a-z-]+)\}/gm, (_, indent: string, before: string, name: string) => {
    const files = from.map((folder) => join(folder, `${name}.sql`));
    const read = () =>
      joined(readFileSync(files.find(existsSync) ?? (files[0] as string), 'utf8').trimEnd(), from);
    const fragment = name === 'shown-values' ? shownValues() : read();
    return `${indent}${before}${fragment.replaceAll('\n', `\n${indent}`)}`;
  });
}

/** The properties whose values a report may show, with their events: all that are declared, but free text. */
function shownValues(): string {
  const shown = [...catalog].flatMap(([event, { properties }]) =>
    Object.entries(properties)
      .filter(([, declared]) => declared.type !== 'license_key' && !('free_text' in declared))
      .map(([property]) => `  (${literal(event)}, ${literal(property)})`),
  );
  return `(\n  VALUES\n  ${shown.join(',\n  ')}\n)`;
}

/**
 * The text for Athena, which knows parameters by their place only. Comments lose their question marks: Athena does not
 * say whether it counts those. Folders in `more` have fragments that replace ours.
 */
export function compile(source: string, more: readonly string[] = []): Compiled {
  const parameters: string[] = [];
  const sql = joined(source, [...more, ...folders]).replace(
    /--.*|'(?:[^']|'')*'|:([a-z][a-z_0-9]*)|\?/g,
    (token, name?: string) => {
      if (token === '?') throw new Error('A report names its parameters (:product) and has no "?".');
      if (name) parameters.push(name);
      return name ? '?' : token.startsWith('--') ? token.replaceAll('?', '') : token;
    },
  );
  return { sql: sql.replace(/^-- parameters: .*$/m, `-- parameters: ${parameters.join(', ')}`), parameters };
}
