import { expect, test } from 'vitest';
import { readEntitlements } from '../../functions/admin/csv.ts';

const header = 'license_key,organization_id,license_type,seats_purchased,valid_from,valid_to';
const good = 'ABCD-1,contoso,floating,5,2026-01-01,2026-12-31';
const read = (...lines: string[]) => readEntitlements(Buffer.from(`${lines.join('\n')}\n`));
const wrong = (...lines: string[]) => {
  const answer = read(...lines);
  return 'wrong' in answer ? answer.wrong : [];
};
const row = {
  license_key: 'ABCD-1',
  organization_id: 'contoso',
  license_type: 'floating',
  seats_purchased: '5',
  valid_from: '2026-01-01',
  valid_to: '2026-12-31',
};

test.for([
  ['as it is', `${header}\n${good}\n`],
  ['without a last line end', `${header}\n${good}`],
  ['with the line ends of Windows', `${header}\r\n${good}\r\n`],
  ['with a byte order mark', `\ufeff${header}\n${good}`],
  ['with blank lines and lines of nothing but commas', `\n${header}\n\n,,,,,\n${good}\n\n`],
  ['with spaces around values', `${header.replaceAll(',', ', ')}\n${good.replaceAll(',', ' , ')}`],
  ['with quotes', `${header}\n"${good.replaceAll(',', '","')}"`],
  [
    'with its columns in another order',
    'valid_to,seats_purchased,license_key,organization_id,valid_from,license_type\n2026-12-31,5,ABCD-1,contoso,2026-01-01,floating',
  ],
])('a file is read %s', ([, text = '']) => {
  expect(readEntitlements(Buffer.from(text))).toEqual({ rows: [row] });
});

test('quotes may hold commas, quotes and line ends', () => {
  const answer = read(header, good.replace('ABCD-1', '"A,""B""\r\nCD"'), good);
  expect(answer).toMatchObject({ rows: [{ license_key: 'A,"B"\nCD' }, row] });
});

test.for([
  ['license_key', '--', 'be a string of at most 1024 characters with a letter or digit'],
  ['organization_id', 'Con toso', 'be a match of'],
  ['license_type', 'perpetual', 'be one of named_user, node_locked'],
  ['seats_purchased', '-1', 'be an integer of at least 0'],
  ['seats_purchased', '5.5', 'be an integer of at least 0'],
  ['seats_purchased', '', 'be an integer of at least 0'],
  ['seats_purchased', '9007199254740993', 'be an integer of at least 0'],
  ['valid_from', '2026-02-30', 'be a date such as'],
  ['valid_from', '01.02.2026', 'be a date such as'],
  ['valid_to', '', 'be a date such as 2026-12-31 (without an end: 9999-12-31)'],
  ['valid_to', '2025-12-31', 'not be before valid_from'],
] as const)('a bad %s (%s) is named by its line and column', ([column, value, must]) => {
  const bad = Object.values({ ...row, license_key: 'ABCD-2', [column]: value }).join(',');
  const [first, ...more] = wrong(header, good, bad, good.replace('-1', '-3'));
  expect(first).toContain(`line 3, ${column}: must ${must}`);
  expect(more).toEqual([]);
});

test('every bad value is told, and none is repeated', () => {
  const said = wrong(header, good, 'SECRET-KEY,x y,SECRET-TYPE,SECRET,SECRET,SECRET', 'SECRET', good);
  expect(said.map((line) => line.split(': must')[0])).toEqual([
    'line 3, organization_id',
    'line 3, license_type',
    'line 3, seats_purchased',
    'line 3, valid_from',
    'line 3, valid_to',
    'line 4',
    'line 5, license_key',
  ]);
  expect(said.join('\n')).not.toMatch(/SECRET|x y|ABCD/);
});

test('a key that comes twice is an error, however it is written', () => {
  expect(wrong(header, good, good.replace('ABCD-1', '"abcd\n1"'))).toEqual([
    'line 3, license_key: must not be the key of line 2 again',
  ]);
});

test.for([
  ['no header', [good], 'line 1 must name the columns'],
  ['a column too few', [header.replace(',valid_to', ''), good], 'line 1 must name the columns'],
  ['a column too many', [`${header},price`, `${good},5`], 'line 1 must name the columns'],
  ['a column twice', [header.replace('valid_to', 'valid_from'), good], 'line 1 must name the columns'],
  ['semicolons', [header.replaceAll(',', ';'), good], 'line 1 must name the columns'],
  ['nothing', [], 'line 1 must name the columns'],
  ['a header and no more', [header], 'there is no line below the header'],
  ['a value too many', [header, `${good},5`], 'line 2: must have 6 values'],
  [
    'a quote that is not closed',
    [header, good, good.replace('contoso', '"contoso'), good],
    'line 3, column 2: a quote is not closed',
  ],
  [
    'a quote within a value',
    [header, good.replace('contoso', 'con"toso')],
    'line 2, column 2: a quote stands where none may',
  ],
  [
    'text after a quote',
    [header, good.replace('contoso', '"con"toso')],
    'line 2, column 2: a quote stands where none may',
  ],
] as const)('a file with %s is refused', ([, lines, says]) => {
  const said = wrong(...lines).join('\n');
  expect(said).toContain(says);
  expect(said).not.toMatch(/ABCD|contoso/);
});

test('a file in another encoding is refused', () => {
  const latin = Buffer.from(`${header}\n${good.replace('contoso', 'contosö')}`, 'latin1');
  expect(readEntitlements(latin)).toEqual({ wrong: ['the file must be in UTF-8'] });
});
