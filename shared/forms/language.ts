/** RFC 5646 holds 35 characters to be enough for any tag; the rest is what a tag may be written with. */
export const languageLength = 35;
const first = /^[^,;:.@#]*/;

/**
 * The language as a BCP 47 tag, undefined where none is named. Takes what machines write: `de_DE.UTF-8`, `DE-de`,
 * `de_DE@euro`, Java's `zh_TW_#Hant`, a list such as `de-DE,en;q=0.8` (its first counts). `C` and `POSIX` name none,
 * nor does a word such as `German_Germany.1252`: no language has a registered tag of more than three letters.
 */
export function languageOf(given: unknown): string | undefined {
  if (typeof given !== 'string') return undefined;
  const [tag = ''] = first.exec(given.trim()) ?? [];
  const written = tag
    .trim()
    .slice(0, languageLength + 1)
    .replaceAll('_', '-')
    .replace(/-+(?:posix)?$/i, '');
  if (written.length > languageLength || !/^[a-z]{2,3}(?:-|$)/i.test(written)) return undefined;
  try {
    const [language] = Intl.getCanonicalLocales(written);
    // Extensions say how dates and numbers are written (`en-US-u-va-posix`); private use could say anything.
    return language === 'und' ? undefined : language?.replace(/-[a-z0-9]-.*/, '');
  } catch {
    return undefined;
  }
}
