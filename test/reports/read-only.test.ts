import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readOnly } from '../../reports/read-only.ts';

test.for([
  'SELECT 1',
  'select 1',
  '/* what; is read */ SELECT 1',
  "SELECT '; DELETE FROM events' AS text, 'it''s' AS quoted",
  'SELECT "insert", "into" FROM events',
  'WITH one AS (SELECT 1 AS x), two (y) AS (SELECT x FROM one) SELECT * FROM two',
  'WITH one AS (SELECT 1 AS x) (SELECT x FROM one)',
  '(SELECT 1) UNION ALL (SELECT 2)',
  'SHOW TABLES',
  'SHOW CREATE TABLE events',
  'DESCRIBE usage.events',
  'EXPLAIN SELECT 1',
  'EXPLAIN ANALYZE SELECT 1',
  'EXPLAIN (FORMAT JSON) WITH one AS (SELECT 1) SELECT * FROM one',
  'SELECT deleted_at, updated_at, create_date FROM (VALUES (1, 2, 3)) AS t (deleted_at, updated_at, create_date)',
])('a statement that reads is asked: %s', (sql) => {
  expect(readOnly(sql)).toBe(sql);
});

test.for([
  ['  SELECT 1 ;  ', 'SELECT 1'],
  ['SELECT 1; -- that was all; really', 'SELECT 1'],
  ["SELECT ';';;", "SELECT ';'"],
])('its last semicolon is left out: %j', ([sql = '', without]) => {
  expect(readOnly(sql)).toBe(without);
});

test.for([
  'DELETE FROM events',
  'delete from events',
  '-- a comment first\nDELETE FROM events',
  '/* SELECT */ DROP TABLE events',
  'INSERT INTO events SELECT * FROM events',
  'CREATE TABLE t AS SELECT 1',
  'CREATE VIEW v AS SELECT 1',
  'ALTER TABLE events DROP COLUMN country',
  "UPDATE events SET country = 'DE'",
  'MERGE INTO events USING erasures ON true WHEN MATCHED THEN DELETE',
  'VACUUM events',
  'OPTIMIZE events REWRITE DATA USING BIN_PACK',
  "UNLOAD (SELECT * FROM events) TO 's3://bucket/'",
  "COPY (SELECT * FROM events) TO 'file.csv'",
  'MSCK REPAIR TABLE landing',
  'PREPARE p FROM SELECT 1',
  'EXECUTE geography',
  'WITH one AS (SELECT 1) DELETE FROM events',
  "WITH one AS (SELECT 1) UPDATE usage.events SET country = 'DE'",
  'WITH one AS (SELECT 1) INSERT INTO events SELECT * FROM one',
  'EXPLAIN ANALYZE DELETE FROM events',
  'EXPLAIN ANALYZE VERBOSE INSERT INTO events SELECT * FROM events',
  'PRAGMA database_list',
  "ATTACH 'other.db'",
])('a statement that writes is refused in a sentence: %s', (sql) => {
  expect(() => readOnly(sql)).toThrow(
    /^A query only reads: it begins with SELECT, WITH, SHOW, DESCRIBE or EXPLAIN\.$/,
  );
});

test.for(['', '  ', ';', '-- nothing'])('there must be a statement: %j', (sql) => {
  expect(() => readOnly(sql)).toThrow('There is no statement');
});

test.for([
  'SELECT 1; SELECT 2',
  'SELECT 1; DELETE FROM events;',
  "SELECT ''';' AS quoted; DROP TABLE events",
  'SELECT 1 -- one;\n; DELETE FROM events',
])('and one only: %s', (sql) => {
  expect(() => readOnly(sql)).toThrow('more than one statement');
});

test('whatever stands in strings, quoted names and comments, a second statement is seen', () => {
  const quoted = fc.oneof(
    fc.string().map((text) => `'${text.replaceAll("'", "''")}'`),
    fc.string().map((text) => `"${text.replaceAll('"', '""')}"`),
    fc.string().map((text) => `/* ${text.replaceAll('*/', '')} */`),
    fc.string().map((text) => `-- ${text.replaceAll('\n', '')}\n`),
  );
  fc.assert(
    fc.property(fc.array(quoted), (parts) => {
      const sql = `SELECT ${parts.join(' ')} x`;
      expect(readOnly(sql)).toBe(sql.trim());
      expect(() => readOnly(`${sql}; DROP TABLE events`)).toThrow('more than one statement');
    }),
  );
});
