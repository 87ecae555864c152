/** A number of any length, so that text orders it by value. */
export function number(digits = '0'): string {
  const significant = digits.replace(/^0+(?=\d)/, '');
  return String(significant.length).padStart(2, '0') + significant;
}

/** Numbers between dots, underscores or commas, without trailing zeros. */
export const numbers = (list = '0'): string =>
  list
    .replace(/(?:[._, ]+0+)+$/, '')
    .split(/[._, ]+/)
    .map(number)
    .join('.');

/**
 * Text as Debian orders it (deb-version(7)): runs of other characters and numbers in turn; `~` is before the end of a
 * run, letters are before all others.
 */
export const debian = (text: string): string =>
  text.replaceAll(
    /(\D*)(\d*)/g,
    (both, run: string, digits: string) => both && signs(run) + number(digits || '0'),
  ) || number();

const signs = (run: string) => run.replaceAll('~', '!').replaceAll(/[^A-Za-z!]/g, '{');

/** A local version as Python's packaging orders it: words before numbers, fewer before more. */
export const local = (text: string): string =>
  text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .map((part) => (/^\d+$/.test(part) ? `/${number(part)}` : `.${part}`))
    .join('');
