import { escaping, wide } from './signs.ts';

/** Takes one layer off what machines write for other characters. U+0000 stays encoded: no text file has a form for it. */
export function plainer(text: string, signs: number): string {
  let plain = text;
  if (signs & escaping) plain = plain.replace(escapes, unescaped);
  if (signs & wide) {
    // Twelve characters may come of one: what grows beyond this is no text that anybody reads.
    const normal = plain.normalize('NFKC');
    plain = (normal.length > 2 * plain.length + 64 ? plain : normal)
      .replace(invisible, '')
      .replace(alike, (found) => (dots.includes(found) ? '.' : slashes.includes(found) ? '/' : '-'))
      .replace(digits, decimal);
  }
  return plain;
}

/** By what it is named for: URLs, JavaScript and C, HTML and XML, JSON in PHP, and quoted-printable mail. */
const escapes = new RegExp(
  [
    '(?:%(?!00)[0-9a-f]{2})+',
    '(?:%u|\\\\u|\\\\x|\\\\U0{0,4})([0-9a-f]{4}|(?<=x)[0-9a-f]{2})',
    '\\\\u\\{([0-9a-f]{1,6})\\}',
    '&#x([0-9a-f]{1,6});?',
    '&#([0-9]{1,7});?',
    '&(commat|period|colon|sol|bsol|lowbar|hyphen|dash|amp|shy|zwnj|zwj);',
    '\\\\/',
    // Anywhere else `=40` is a value.
    '=40(?=[\\w-]{1,63}(?:\\.[\\w-]{1,63}){0,4}\\.[a-z]{2})',
    '=2e(?=\\d)',
    '=\\r?\\n',
  ].join('|'),
  'gi',
);
const named: Record<string, string> = {
  commat: '@',
  period: '.',
  colon: ':',
  sol: '/',
  bsol: '\\',
  lowbar: '_',
  hyphen: '-',
  dash: '-',
  amp: '&',
};

function unescaped(found: string, ...groups: (string | undefined)[]): string {
  const [unit, point, hex, decimals, name] = groups;
  if (found[0] === '%' && unit === undefined)
    return Buffer.from(found.replaceAll('%', ''), 'hex').toString('utf8');
  if (name) return named[name.toLowerCase()] ?? '';
  const code = unit ?? point ?? hex;
  if (code ?? decimals) return character(code ? Number.parseInt(code, 16) : Number(decimals)) ?? found;
  return found === '\\/' ? '/' : found === '=40' ? '@' : found[1] === '2' ? '.' : '';
}

/** None for U+0000, halves of a pair, and what is beyond Unicode. */
const character = (point: number) =>
  point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)
    ? String.fromCodePoint(point)
    : undefined;

/** Zero-width characters, soft hyphens, marks of direction, selectors of variants. */
const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu;

const dots = '\u3002\u00b7\u2022\u2027\u22c5\u30fb';
const slashes = '\u2044\u2215\u29f8';
const alike = new RegExp(`[${dots}${slashes}\u2010-\u2015\u2212]`, 'g');

/** Digits of other scripts, which a localized `printf` writes. */
const digits = /[^\P{Nd}0-9]/gu;

/** Each script has its ten in a row, from a code point that ends in 0 or in 6. */
function decimal(found: string): string {
  const point = found.codePointAt(0) as number;
  const isZeroBased = /\p{Nd}/u.test(String.fromCodePoint(point & ~15));
  return String(isZeroBased ? point & 15 : (point & 15) - 6);
}
