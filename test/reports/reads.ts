import { type Table, tables } from '../../shared/tables.ts';

const isTable = (name: string): name is Table => name in tables;

/**
 * How often a statement reads each table. Athena keeps nothing of a common table expression: it computes it anew for each
 * reference, and reads again what that reads.
 */
export function readsOf(sql: string): Partial<Record<Table, number>> {
  const text = sql.replace(/--.*|'(?:[^']|'')*'/g, '');
  const expressions = new Map<string, string>();
  let rest = text;
  for (const { 0: head, 1: name = '', index } of text.matchAll(/\b(\w+) AS \(\n/g)) {
    const body = enclosed(text.slice(index + head.length));
    expressions.set(name, body);
    rest = rest.replace(body, '');
  }
  const reads: Partial<Record<Table, number>> = {};
  const read = (part: string): void => {
    for (const [, name = ''] of part.matchAll(/\b(?:FROM|JOIN)\s+(\w+)/g)) {
      const expression = expressions.get(name);
      if (expression !== undefined) read(expression);
      else if (isTable(name)) reads[name] = (reads[name] ?? 0) + 1;
    }
  };
  read(rest);
  return reads;
}

/** What stands before the bracket that closes. */
function enclosed(text: string): string {
  let open = 1;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') open++;
    if (text[i] === ')' && --open === 0) return text.slice(0, i);
  }
  throw new Error('A bracket is not closed.');
}
