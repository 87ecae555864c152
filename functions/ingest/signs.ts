/**
 * The signs by which a text may hold an address, a bit each: a rule of masks/ looks only at texts that have all of
 * its signs. Plain constants, since the bundler writes their values where they are used.
 */
const hexDigit = 1;
export const digit = 2;
/** Four and twelve hex digits in a row. */
export const fourHex = 4;
export const twelveHex = 8;
export const dot = 16;
export const colon = 32;
export const dash = 64;
export const underscore = 128;
/** Either way. */
export const slash = 256;
export const backslash = 512;
export const at = 1024;
export const tilde = 2048;
export const equals = 4096;
/** What an escape begins with: `%2e`, `&#46;`, `\u002e`, `=40`. */
export const escaping = 8192;
/** Whatever is not ASCII. */
export const wide = 16384;

/** Any of these is worth a look; letters alone tell nothing. */
export const telling = ~(hexDigit | fourHex);

/** The signs of each ASCII character. */
const signsOf = new Uint16Array(128);
for (const [characters, signs] of [
  ['0123456789', digit | hexDigit],
  ['abcdefABCDEF', hexDigit],
  ['.', dot],
  [':', colon],
  ['-', dash],
  ['_', underscore],
  ['/', slash],
  ['\\', slash | backslash | escaping],
  ['@', at],
  ['~', tilde],
  ['=', equals | escaping],
  ['%&', escaping],
] as const) {
  for (const character of characters) signsOf[character.charCodeAt(0)] = signs;
}

/** The signs in a text: one pass, since every string of every event comes through here. */
export function signsIn(text: string): number {
  let signs = 0;
  let run = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const found = code < 128 ? (signsOf[code] as number) : wide;
    signs |= found;
    // Not a branch, which would be guessed wrong at every other letter.
    run = (run + 1) & -(found & hexDigit);
    if (run === 4) signs |= fourHex;
    if (run === 12) signs |= twelveHex;
  }
  return signs;
}
