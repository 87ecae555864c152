import { Stop } from '../operator/program.ts';

const allowed = 'SELECT, WITH, SHOW, DESCRIBE or EXPLAIN';

/** A statement's words and signs, in capitals, and where they stand: `'` and `"` for strings and quoted names, no comments. */
const tokens = (sql: string): { word: string; at: number }[] =>
  [...sql.matchAll(/--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*'|"(?:[^"]|"")*"|\w+|[^\s\w]/g)]
    .filter(([token]) => !/^(?:--|\/\*)/.test(token))
    .map(({ 0: token, index }) => ({
      word: /^['"]./.test(token) ? (token[0] as string) : token.toUpperCase(),
      at: index,
    }));

/**
 * The statement without its last semicolon, if it is one and only reads. Athena asks for IAM's leave as well, and a
 * local run has nobody else to ask.
 */
export function readOnly(sql: string): string {
  const all = tokens(sql);
  const end = all.findIndex(({ word }) => word === ';');
  const words = (end < 0 ? all : all.slice(0, end)).map(({ word }) => word);
  if (words.length === 0) throw new Stop(`There is no statement: give one ${allowed}, in quotes.`);
  if (end >= 0 && all.slice(end).some(({ word }) => word !== ';'))
    throw new Stop('This is more than one statement: ask them one by one.');
  if (!reads(words.join(' '))) throw new Stop(`A query only reads: it begins with ${allowed}.`);
  return sql.slice(0, all[end]?.at).trim();
}

/** Words that are reserved in Athena, so that only what writes has them outside of quotes. */
const writing =
  /\b(?:ALTER|(?<!^SHOW )CREATE|DELETE|DROP|EXECUTE|INSERT|INTO|PREPARE|UPDATE (?:\S+ ){1,9}SET)\b/;

/** A WITH may end in a DELETE, and an EXPLAIN may be of one: so the first word alone does not tell. */
const reads = (words: string): boolean =>
  /^(?:\( )*(?:SELECT|WITH|SHOW|DESCRIBE|EXPLAIN)\b/.test(words) && !writing.test(words);
