import { expect, test } from 'vitest';
import { readEntitlements } from '../../functions/admin/sold.ts';

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
  seats_purchased: 5,
  valid_from: '2026-01-01',
  valid_to: '2026-12-31',
};

const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16();
const camel = header.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
const parted = (by: string) => `${header}\n${good}`.replaceAll(',', by);
test.for([
  ['as it is', `${header}\n${good}\n`],
  ['without a last line end', `${header}\n${good}`],
  ['with the line ends of Windows', `${header}\r\n${good}\r\n`],
  ['with a byte order mark', `\ufeff${header}\n${good}`],
  ['in UTF-16', Buffer.from(`\ufeff${header}\r\n${good}\r\n`, 'utf16le')],
  ['in big-endian UTF-16', swapped(`\ufeff${header}\n${good}`)],
  ['with blank lines and lines of nothing but commas', `\n${header}\n\n,,,,,\n${good}\n\n`],
  ['with spaces around values', `${header.replaceAll(',', ', ')}\n${good.replaceAll(',', ' , ')}`],
  ['with quotes', `${header}\n"${good.replaceAll(',', '","')}"`],
  ['with quotes and semicolons', `"${parted('";"').replace('\n', '"\n"')}"`],
  ['parted by semicolons', parted(';')],
  ['parted by tabs', parted('\t')],
  ['parted as its first line says', `sep=;\r\n${parted(';')}`],
  ['parted by a sign of its own', `\ufeff"sep=|"\n${parted('|')}`],
  ['with a header as people write it', `${header.replaceAll(',', ' , ').toUpperCase()}\n${good}`],
  ['with words parted by spaces', `License Key,Organization-ID,${header.split(',').slice(2)}\n${good}`],
  ['with what a spreadsheet adds at the end', `${header},,\n${good},,,\n`],
  ['with a type as people write it', `${header}\n${good.replace('floating', 'Floating')}`],
  ['with times of midnight', `${header}\n${good} 00:00:00`],
  ['with the last second of its last day', `${header}\n${good}T23:59:59.999Z`],
  ['with its columns as programs name them', `${camel}\n${good}`],
  ['with a first line that was filled up', `sep=,,,,,,\n${header}\n${good}`],
  [
    'with its columns in another order',
    'valid_to,seats_purchased,license_key,organization_id,valid_from,license_type\n2026-12-31,5,ABCD-1,contoso,2026-01-01,floating',
  ],
] as const)('a file is read %s', ([, text]) => {
  expect(readEntitlements(Buffer.from(text))).toEqual({ rows: [row], notes: [] });
});

test('further columns are named and not used, wherever they stand', () => {
  const lines = [`Price;${header.replaceAll(',', ';')};"Sold; by"`, `1,5;${good.replaceAll(',', ';')};me`];
  expect(read(...lines)).toEqual({ rows: [row], notes: ['Not used: Price, Sold; by.'] });
  const [first = '', second = ''] = lines;
  expect(read(first, second.replace(';me', ''))).toMatchObject({ rows: [row] });
});

test.for([
  ['25', 25],
  ['0', 0],
  ['"1,000"', 1000],
  ['1.000', 1000],
  ['1 000', 1000],
  ['1\u00a0000', 1000],
  ['1\u202f234\u202f567', 1_234_567],
  ["1'000", 1000],
  ['"1,00,000"', 100_000],
  ['', null],
  ['unlimited', null],
  ['Unlimited', null],
  // What pandas writes of a column in which a cell is empty, and what money is written like.
  ['10.0', 10],
  ['5.00', 5],
  ['"5,0"', 5],
  ['"1,234.00"', 1234],
  ['"1.234,00"', 1234],
])('%s seats are %s', ([text, seats]) => {
  expect(read(header, good.replace(',5,', `,${text},`))).toMatchObject({
    rows: [{ seats_purchased: seats }],
  });
});

test.for([
  ['DD.MM.YYYY', '31.12.2026', '2026-12-31'],
  ['dd.mm.yyyy', '1.2.2026', '2026-02-01'],
  ['D.M.YY', '31.1.27', '2027-01-31'],
  ['MM/DD/YYYY', '12/31/2026', '2026-12-31'],
  ['M/D/YYYY', '1/2/2027 0:00', '2027-01-02'],
  ['DD/MM/YYYY', '01/12/2026', '2026-12-01'],
  ['DD-MM-YYYY', '31-12-2026', '2026-12-31'],
  ['YYYY/MM/DD', '2026/12/31', '2026-12-31'],
  ['YYYYMMDD', '20261231', '2026-12-31'],
  ['YYYY. M. D.', '2026. 12. 31.', '2026-12-31'],
  [undefined, '2026-12-31T00:00:00.000Z', '2026-12-31'],
  [undefined, '', '9999-12-31'],
  ['DD.MM.YYYY', '', '9999-12-31'],
] as const)('by %s, valid to "%s" is %s', ([format, text, date]) => {
  const from = format ? format.toUpperCase().replace(/Y+/, (y) => '2026'.slice(-y.length)) : '2026-01-01';
  const first = from.replace(/M+/, '01').replace(/D+/, '01');
  const file = [header, good.replace('2026-01-01', first).replace('2026-12-31', text)].join('\n');
  expect(readEntitlements(Buffer.from(file), format)).toMatchObject({ rows: [{ valid_to: date }] });
});

test.for(['', 'ISO', 'DD.MM', 'DD.MM.YYYY HH:mm', 'DD.DD.YYYY', 'YYYY.YY.MM.DD', '%d.%m.%Y'])(
  '"%s" is no format of dates',
  (format) => {
    const answer = readEntitlements(Buffer.from(`${header}\n${good}`), format);
    expect(answer).toEqual({ wrong: [expect.stringMatching(/^--date-format must .* DD\.MM\.YYYY$/)] });
  },
);

test('quotes may hold commas, quotes and line ends', () => {
  const answer = read(header, good.replace('ABCD-1', '"A,""B""\r\nCD"'), good);
  expect(answer).toMatchObject({ rows: [{ license_key: 'A,"B"\nCD' }, row] });
});

test.for([
  ['license_key', '--', 'be a string of at most 1024 characters with a letter or digit'],
  ['organization_id', 'jdoe@example.com', 'be a name of at most 128 characters, and no address'],
  ['organization_id', '', 'be a name of at most 128 characters'],
  ['organization_id', '10.0.0.1', 'be a name'],
  ['organization_id', '!?', 'be a name'],
  ['license_type', 'perpetual', 'be one of named_user, node_locked'],
  ['seats_purchased', '-1', 'be a whole number such as 25 or 1,000, or empty where it is unlimited'],
  ['seats_purchased', '5.5', 'be a whole number'],
  ['seats_purchased', '"5,5"', 'be a whole number'],
  ['seats_purchased', '0.500', 'be a whole number'],
  ['seats_purchased', '"1,000.000"', 'be a whole number'],
  ['seats_purchased', 'many', 'be a whole number'],
  ['seats_purchased', '9007199254740993', 'be a whole number'],
  [
    'valid_from',
    '2026-02-30',
    'be a date written as YYYY-MM-DD; --date-format takes others, such as DD.MM.YYYY or',
  ],
  ['valid_from', '01.02.2026', 'be a date written as YYYY-MM-DD'],
  ['valid_from', '', 'be a date written as YYYY-MM-DD'],
  ['valid_to', '31.12.2026', 'be a date written as YYYY-MM-DD, or empty where it has no end; --date-format'],
  ['valid_to', '2026-12-31 10:00', 'be a date written as YYYY-MM-DD'],
  ['valid_to', '2025-12-31', 'not be before valid_from'],
] as const)('a bad %s (%s) is named by its line and column', ([column, value, must]) => {
  const bad = Object.values({ ...row, license_key: 'ABCD-2', [column]: value }).join(',');
  const [first, ...more] = wrong(header, good, bad, good.replace('-1', '-3'));
  expect(first).toContain(`line 3, ${column}: must ${must}`);
  // In words: no sign of a pattern.
  expect(first).not.toMatch(/[\^$\\[\]{}?]/);
  expect(more).toEqual([]);
});

test('every bad value is told, and none is repeated', () => {
  const said = wrong(header, good, 'SECRET-KEY,x@y,SECRET-TYPE,SECRET,SECRET,SECRET', 'SECRET', good);
  expect(said.map((line) => line.split(': must')[0])).toEqual([
    'line 3, organization_id',
    'line 3, license_type',
    'line 3, seats_purchased',
    'line 3, valid_from',
    'line 3, valid_to',
    'line 4',
    'line 5, license_key',
  ]);
  expect(said.join('\n')).not.toMatch(/SECRET|x@y|ABCD/);
});

test('a key that comes twice is an error, however it is written', () => {
  expect(wrong(header, good, good.replace('ABCD-1', '"abcd\n1"'))).toEqual([
    'line 3, license_key: must not be the key of line 2 again',
  ]);
});

test.for([
  ['no header', [good], 'line 1 must name the columns'],
  ['a column too few', [header.replace(',valid_to', ''), good], 'any order; missing or twice: valid_to'],
  ['a column twice', [`${header},VALID_TO`, `${good},`], 'any order; missing or twice: valid_to'],
  ['a header parted otherwise', [header.replaceAll(',', ';'), good], 'line 2: must have 6 values'],
  ['nothing', [], 'line 1 must name the columns'],
  ['a header and no more', [header], 'there is no line below the header'],
  ['a value too many', [header, `${good},5`], 'line 2: must have 6 values'],
  ['a value too few', [header, good.replace(',2026-12-31', '')], 'line 2: must have 6 values'],
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
  const unmarked = Buffer.from(`${header}\n${good}`, 'utf16le');
  for (const bytes of [latin, unmarked]) {
    const answer = readEntitlements(bytes);
    expect(answer).toEqual({ wrong: [expect.stringMatching(/^the file must be in UTF-8/)] });
  }
});

test('an organization is in its form, and those that differ only in signs are said to be one', () => {
  const named = (id: string, key: string) => good.replace('contoso', id).replace('ABCD-1', key);
  const answer = read(
    header,
    named('A&B', 'K-1'),
    named('Acme Inc.', 'K-2'),
    named('A+B', 'K-3'),
    named('a+b', 'K-4'),
  );
  expect(answer).toMatchObject({
    rows: ['a-b', 'acme-inc', 'a-b', 'a-b'].map((organization_id) => ({ organization_id })),
    notes: [expect.stringMatching(/^Lines 2, 4 name one organization, a-b:/)],
  });
});
