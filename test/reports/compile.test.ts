import { expect, test } from 'vitest';
import { compile } from '../../reports/compile.ts';

test('each name of a parameter becomes a "?", in order; strings, types and comments stay', () => {
  const source = `-- parameters: product, from
-- Is it :this one?
SELECT ':from?' AS text, x -- really? :to
FROM t
WHERE :product IN ('', product) AND at >= CAST(:from AS timestamp) AND :product <> 'it''s :x'
`;
  expect(compile(source)).toEqual({
    parameters: ['product', 'from', 'product'],
    sql: `-- parameters: product, from, product
-- Is it :this one
SELECT ':from?' AS text, x -- really :to
FROM t
WHERE ? IN ('', product) AND at >= CAST(? AS timestamp) AND ? <> 'it''s :x'
`,
  });
});

test('a fragment is joined where it is named, as deep as its line', () => {
  const { sql, parameters } = compile('SELECT 1\n    WHERE {so-far}\n      AND true\n');
  expect(sql).toMatch(
    /^SELECT 1\n {4}WHERE \? IN \('', product\)\n {6}AND occurred_at < .*\n(?: {6}AND .*\n)+$/,
  );
  expect(parameters).toEqual(['product', 'to', 'include_test', 'include_test']);
});

test('a parameter without a name, or a fragment that there is not, is refused', () => {
  expect(() => compile('SELECT ?')).toThrow('names its parameters');
  expect(() => compile('WHERE {nothing}')).toThrow('nothing.sql');
});
