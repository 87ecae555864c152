import fc from 'fast-check';
import { dotted } from './addresses.ts';

// No other text begins like these words, so that a word found is a word left.
const wordOf = (letters: string[]) =>
  fc.string({ unit: fc.constantFrom(...letters), minLength: 3, maxLength: 7 }).map((rest) => `qx${rest}`);
const ascii = wordOf([...'abcdefghijklmnopqrstuvwxyz']);
const word = fc.oneof(ascii, wordOf([...'abcdeéghïjklmnöpqrstuvwxyz李Ж']));

/** E-mail addresses: plain, tagged, international, at an address, at a host. Nothing of the local part may be left. */
export const email = fc
  .tuple(
    fc.tuple(word, fc.constantFrom('.', '+', '-', '_', "'"), word),
    fc.oneof(
      fc.tuple(word, ascii).map((labels) => labels.join('.')),
      ascii,
      dotted.map((address) => `[${address}]`),
    ),
  )
  .map(([[first, joint, last], domain]) => ({
    text: `${first}${joint}${last}@${domain}`,
    secrets: [first, last],
  }));

const windows = [
  'C:\\Users\\',
  'd:/Users/',
  'C:\\\\Users\\\\',
  '\\\\server\\Users\\',
  'C:\\Documents and Settings\\',
];
const alike = ['/mnt/c/Users/', '/c/Users/', '\\\\wsl$\\Ubuntu\\home\\', 'file:///C:/Users/'];
const unix = ['/home/', '/Users/', '/var/home/', 'file:///home/', '/home//', '~', '/~'];

/** Home folders: where Windows had a hand in it, a name may hold spaces. */
export const home = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...windows, ...alike),
      word,
      fc.constantFrom(' ', '.', "'"),
      word,
      fc.constantFrom('\\', '/'),
    )
    .map(([at, first, joint, last, end]) => ({
      text: `${at}${first}${joint}${last}${end}`,
      secrets: [first, last],
    })),
  fc.tuple(fc.constantFrom(...unix), word).map(([at, name]) => ({ text: `${at}${name}/`, secrets: [name] })),
);
