import { email } from './masks/email.ts';
import { homes } from './masks/homes.ts';
import { ipv4 } from './masks/ipv4.ts';
import { ipv6 } from './masks/ipv6.ts';
import { mac } from './masks/mac.ts';
import { names } from './masks/names.ts';
import type { Rule } from './masks/rule.ts';
import { plainer } from './plainer.ts';
import { escaping, signsIn, telling, wide } from './signs.ts';

/** The order matters: an address may be part of the next. */
const rules: readonly Rule[] = [...ipv6, ...mac, ...ipv4, ...homes, ...names, ...email];

/** What could not be read to its end. */
const encoded = '[encoded]';

/** How many layers of encoding are taken off, and how often what stands around a mask is looked at again. */
const layers = 5;
const rounds = 3;

/**
 * How many characters of a batch may still be looked at closely, each reading counted, and half of each look for
 * escapes. Enough for 500 texts of 235 characters with paths and addresses; a character takes at most some 0.15 µs.
 */
export type Allowance = { characters: number };
export const allowance = (): Allowance => ({ characters: 360_000 });

/**
 * The text with masks for what could tell where or who somebody is: addresses of machines and persons, and the user
 * part of paths, in the spellings that machines write (docs/privacy.md). What is written some other way
 * (percent-encoded, full width) is read plainly first. Masks too much rather than too little. Of a `version`, numbers
 * that read as IPv4 stay.
 */
export function scrub(
  text: string,
  left: Allowance = allowance(),
  kind: 'text' | 'version' = 'text',
): string {
  const signs = signsIn(text);
  // Nearly all texts go through untouched.
  if (!(signs & telling)) return text;
  let scrubbed = text;
  for (let round = 0; round < rounds; round++) {
    const masked = look(scrubbed, round === 0 ? signs : signsIn(scrubbed), left, kind === 'version');
    if (masked === scrubbed) return scrubbed;
    scrubbed = masked;
  }
  return encoded;
}

/** Masks what is found in the plainest reading that has any, or nothing. */
function look(text: string, signs: number, left: Allowance, isVersion: boolean): string {
  if (left.characters < 0) return encoded;
  const readings = [{ text, signs }];
  for (let last = { text, signs }; last.signs & (escaping | wide); ) {
    left.characters -= last.text.length >> 1;
    if (left.characters < 0) return encoded;
    const plain = plainer(last.text, last.signs);
    if (plain === last.text) break;
    last = { text: plain, signs: signsIn(plain) };
    if (readings.unshift(last) > layers) return encoded;
  }
  for (const reading of readings) {
    const masked = mask(reading.text, reading.signs, left, isVersion);
    if (left.characters < 0) return encoded;
    if (masked !== reading.text) return masked;
  }
  return text;
}

function mask(text: string, signs: number, left: Allowance, isVersion: boolean): string {
  let masked = text;
  let looked = 0;
  for (const rule of rules) {
    if ((signs & rule.signs) !== rule.signs || (isVersion && rule.notInVersions)) continue;
    if (looked === 0) left.characters -= text.length;
    looked = 1;
    if (rule.within === undefined || masked.includes(rule.within))
      masked = masked.replace(rule.find, rule.mask as string);
  }
  return masked;
}
