import { allowance, scrub } from '../functions/ingest/scrub.ts';
import { filled, worst } from '../test/examples/scrub.ts';

/** Parts of which texts are made that may take long: what a rule begins with, ends with, or is just short of. */
export const parts = [
  ...'a 0 0. 1- 1: :: a:: ff ff: ffff. f- - s @ a@ @[ @a. a@b: a@b+ @_b a@b:c/ <a@b> "a"@ //a:b@ ://a@ " [.] (.) \\ '.split(
    ' ',
  ),
  ...'/a/ ~ ~a/ // //@ /home/a /home/ home/ /users/ users\\ C:\\users\\ \\\\a\\ \\\\a\\b$ /u/ /media/a/ /afs/a/user/ Users/a/ '.split(
    ' ',
  ),
  ...'%25 %%3 %u0031 \\u0031 \\x31 &#46; &commat; & = a=40b.cc １ ١ 語 ﷺ · é 𝟎 － 1.2.3.4. 10. 1.1.1.x 10-1-2-3. aa_ a.a. '.split(
    ' ',
  ),
  ...'CN=a, ou=a,cn=b, 2001- 001a-2b3c-4d5e ffffffffffff- DEADBEEF: fe80::1% AppData\\ .ipv6 Linux A\\a :Users: ou= PORT '.split(
    ' ',
  ),
  ...[
    '1.2.3.4 ',
    '::1 ',
    '1_2_3_4 ',
    'ip_1_2_3_4 ',
    '0:1:2:3:4:5 ',
    '00 ',
    'A ',
    '語 ',
    'A <a@b> ',
    '\u200b',
    '\u00ad',
    '\r\n',
  ],
];
export const tails = [
  '',
  '@x',
  ' @ :: // ... ---',
  '.ipv6-literal.net',
  '.ip6.arpa',
  '/AppData/',
  ' <a@b>',
  '\\',
  '%31',
];

/** Milliseconds of CPU of a batch of 500 events with two full texts each. */
function cpuOf(text: string, texts = 1000): number {
  const left = allowance();
  const before = process.cpuUsage();
  for (let i = 0; i < texts; i++) scrub(text, left);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The same guessed from thirty texts: as many more as are looked at until the allowance is used up. */
function guess(text: string): number {
  const left = { characters: 1e9 };
  scrub(text, left);
  return cpuOf(text, 30) * (Math.min(1000, allowance().characters / (1e9 - left.characters + 1)) / 30);
}

const least = (times: number, text: string) => Math.min(...Array.from({ length: times }, () => cpuOf(text)));

/** Searches for the batches that take longest: each part alone, then `tries` mixtures. The same `seed`, the same search. */
export function searchWorst({ tries, seed }: { tries: number; seed: number }) {
  let state = seed;
  const pick = <Item>(items: readonly Item[]): Item => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return items[Math.floor((state / 0x7fffffff) * items.length)] as Item;
  };
  const alone = parts.flatMap((part) => tails.map((tail) => ({ part, tail })));
  const mixed = Array.from({ length: tries }, () => ({
    part: Array.from({ length: pick([2, 3, 4]) }, () => pick(parts)).join(''),
    tail: pick(tails),
  }));
  const found = [...alone, ...mixed]
    .map((one) => ({ ...one, ms: guess(filled('', one.part, one.tail)) }))
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, 20)
    .map((one) => ({ ...one, ms: least(5, filled('', one.part, one.tail)) }))
    .toSorted((a, b) => b.ms - a.ms);
  const plain = least(5, filled('', 'insert chart from selection ', ''));
  return {
    plain_ms: plain,
    known_ms: Math.max(...worst.map((text) => least(5, text))),
    found: found.slice(0, 10),
  };
}
