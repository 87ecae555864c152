import { readFileSync } from 'node:fs';

/** The lines of a file in scrub/, without comments, split at their bars, with what is written by escapes. */
const read = (name: string): string[][] =>
  readFileSync(new URL(`scrub/${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('# '))
    .map((line) => line.replace(/\\(?:([nrt\\])|u\{([0-9a-f]+)\})/g, written).split(' || '));

const written = (_: string, sign?: string, hex?: string) =>
  sign ? ({ n: '\n', r: '\r', t: '\t' }[sign] ?? sign) : String.fromCodePoint(Number.parseInt(`${hex}`, 16));

/** What machines write of somebody, and the parts of it that must not be left. */
export const masked = read('masked').map(([text = '', ...secrets]) => ({ text, secrets }));
/** What only looks like an address. */
export const kept = read('kept').map(([text = '']) => text);

/** A text of 1,024 characters: a head, a part as often as it fits, and a tail. */
export const filled = (head: string, part: string, tail: string) => {
  const length = 1024 - [...head].length - [...tail].length;
  return head + [...part.repeat(length)].slice(0, length).join('') + tail;
};
/** What takes longest to scrub, found by `npm run bench -- scrub`. */
export const worst = read('worst').map(([head = '', part = '', tail = '']) => filled(head, part, tail));
