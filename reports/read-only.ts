import { Stop } from '../operator/program.ts';

const allowed = 'SELECT, WITH, SHOW, DESCRIBE or EXPLAIN';

/** A statement's words and signs, in capitals, without comments; strings and quoted names as `'` and `"`. */
const tokens = (sql: string): string[] =>
  [...sql.matchAll(/--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*'|"(?:[^"]|"")*"|\w+|[^\s\w]/g)]
    .map(([token]) => token)
    .filter((token) => !/^(?:--|\/\*)/.test(token))
    .map((token) => (/^['"]./.test(token) ? (token[0] as string) : token.toUpperCase()));

/**
 * The statement without its last semicolon, if it is one and only reads. Athena asks for IAM's leave as well, and a
 * local run has nobody else to ask.
 */
export function readOnly(sql: string): string {
  const words = tokens(sql);
  while (words.at(-1) === ';') words.pop();
  if (words.length === 0) throw new Stop(`There is no statement: give one ${allowed}, in quotes.`);
  if (words.includes(';')) throw new Stop('This is more than one statement: ask them one by one.');
  if (!reads(words.join(' '))) throw new Stop(`A query only reads: it begins with ${allowed}.`);
  return sql.trim().replace(/;\s*$/, '');
}

/** Words that are reserved in Athena, so that only what writes has them outside of quotes. */
const writing =
  /\b(?:ALTER|(?<!^SHOW )CREATE|DELETE|DROP|EXECUTE|INSERT|INTO|PREPARE|UPDATE (?:\S+ ){1,9}SET)\b/;

/** A WITH may end in a DELETE, and an EXPLAIN may be of one: so the first word alone does not tell. */
const reads = (words: string): boolean =>
  /^(?:\( )*(?:SELECT|WITH|SHOW|DESCRIBE|EXPLAIN)\b/.test(words) && !writing.test(words);
