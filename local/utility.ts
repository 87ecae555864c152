/**
 * Athena's statements about tables, in DuckDB's words: what a person asks before a first SELECT. `tables` are those over
 * objects, which DuckDB has not. Undefined for all other statements.
 */
export function utility(sql: string, tables: Iterable<string>): string | undefined {
  const text = sql.trim();
  if (/^SHOW\s+TABLES\b/i.test(text)) {
    const others = [...tables].map((name) => `UNION ALL SELECT '${name}'`).join(' ');
    return `SELECT tab_name FROM (SELECT table_name AS tab_name FROM information_schema.tables
      WHERE table_schema = 'usage' AND table_name NOT LIKE '%$%' ${others}) ORDER BY tab_name`;
  }
  if (/^SHOW\s+(?:DATABASES|SCHEMAS)\b/i.test(text)) return `SELECT 'usage' AS database_name`;
  const [, columnsOf] = /^SHOW\s+COLUMNS\s+(?:IN|FROM)\s+(.+)$/is.exec(text) ?? [];
  if (columnsOf) return `SELECT column_name AS field FROM (DESCRIBE ${tableOf(columnsOf)})`;
  const [, described] = /^DESCRIBE\s+(?:EXTENDED\s+|FORMATTED\s+)?(.+)$/is.exec(text) ?? [];
  if (described)
    return `SELECT column_name AS col_name, lower(column_type) AS data_type FROM (DESCRIBE ${tableOf(described)})`;
  if (/^SHOW\b/i.test(text))
    throw new Error('Of SHOW, a local run knows TABLES, DATABASES and COLUMNS IN a table only');
  return undefined;
}

/** The name of a table, without database and quotes. */
const tableOf = (name: string) =>
  `"${name
    .trim()
    .replaceAll(/["`]/g, '')
    .replace(/^usage\./i, '')}"`;

/** What an EXPLAIN explains. */
export const explained = (sql: string): string | undefined =>
  /^\s*EXPLAIN\s+(?:ANALYZE\s+)?(?:VERBOSE\s+)?(?:\((?:FORMAT|TYPE)[^)]*\)\s*)?(.+)$/is.exec(sql)?.[1];
