/** Control characters, and those that turn the direction of what follows: a text would not read as it is stored. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const unseen = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The text with a space for each character that only a terminal or a page would act upon. */
export const plainText = (text: string): string => text.replace(unseen, ' ');

/** The same for a text of lines, of which parts came from clients: lines and tabs are its own. */
export const forTerminal = (text: string): string => text.replace(/[^\n\t]+/g, plainText);

/** Characters of a version, as code points. */
export const versionLength = 64;

/** The version as the product names it, without space around it; undefined where that is nothing, or too long. */
export function versionOf(given: unknown): string | undefined {
  if (typeof given !== 'string' || !given.isWellFormed()) return undefined;
  const version = plainText(given).trim();
  const fits =
    version.length <= versionLength ||
    (version.length <= 2 * versionLength && [...version].length <= versionLength);
  return fits && version !== '' ? version : undefined;
}
