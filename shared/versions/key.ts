import { debian, local, number, numbers } from './encode.ts';
import { suffix } from './suffix.ts';

/**
 * Parts the precedence of a version's key from its tie-break. No precedence has it, so that in SQL
 * `split_part(version_key, '|', 1)` is the precedence alone.
 */
export const separator = '|';

/**
 * Orders versions by comparing text: the contract's order ("Once"), whoever compares, byte by byte or by UTF-16 units,
 * as the key is ASCII. `version` is text of any kind of at most 64 characters; no two have the same key.
 *
 * The key is a precedence, the separator, and a tie-break. The precedence of `v1:4.10-rc.2` is `:011014.0210(6.012*`:
 *
 * - a number is the count of its digits, in two, and its digits; trailing zeros are left out
 * - an epoch comes first, behind `:`; a version without any number is before all others
 * - each further part is told by its first character, and what precedes the release has a lower one than the end:
 *   `!` what follows a tilde · `(` a word that precedes the release, by its rank · `*` the end · `+` a revision, service
 *   pack, patch, build or post-release · `,` any other word · `.` a number; behind a word that precedes the release
 *   also `/` another identifier, and `@` a hyphen in it
 */
export function versionKey(version: string): string {
  const [, epoch, named = '', , build] =
    /^\D*(?:(\d+)[:!](?=\D*\d))?\D*(\d[^+]*)?(\+(.*))?$/su.exec(version) ?? [];
  const first = epoch && Number(epoch) > 0 ? `:${number(epoch)}` : '';
  const [main = ''] = /^(?:\d+(?:[._]|, ?)(?=\d))*\d*/.exec(named) ?? [];
  const precedence = named && `${first}${numbers(main)}${suffix(named, main.length)}`;
  return `${precedence}*${separator}${built(named, build)}*${plain(version)}`;
}

/** What comparators, the newest and `fixed_share` go by: versions that differ in nothing else are the same release. */
export const precedenceOf = (version: string): string => versionKey(version).split(separator, 1)[0] as string;

/** What follows `+`: as Debian orders it behind a revision, otherwise as Python's packaging does. */
function built(named: string, build: string | undefined): string {
  if (build === undefined) return '';
  return `+${/~|-\d[^-]*$/.test(named) ? debian(build) : local(build)}`;
}

/** The version itself, in printable ASCII. */
const plain = (text: string) =>
  text.replaceAll(/[^ -~]|%/gu, (sign) => `%${sign.codePointAt(0)?.toString(16).padStart(6, '0')}`);
