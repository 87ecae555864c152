import { at, slash } from '../signs.ts';
import type { Rule } from './rule.ts';

const label = '[\\p{L}\\p{N}\\p{M}_-]+';
const domain = `\\[[^\\s\\]]*\\]*|${label}(?:\\.${label})*`;
const first = new RegExp(domain, 'uy');
/** The last sign with a domain behind it: what stands before it is one person, however many signs that has. */
function split(run: string): { local: string; host: string; rest: string } | undefined {
  for (let cut = run.lastIndexOf('@'); cut > 0; cut = run.lastIndexOf('@', cut - 1)) {
    first.lastIndex = cut + 1;
    const [host] = first.exec(run) ?? [];
    if (host) return { local: run.slice(0, cut), host, rest: run.slice(cut + 1 + host.length) };
  }
  return undefined;
}

/** What follows a sign in packages (`lodash@4.17.21`, `vue@next`), images (`a@2x.png`), objects and symbols. */
const elsewhere = new RegExp(
  `^(?:${[
    'v?\\d+(?:\\.(?:\\d+|x))*(?:[.-]?(?:alpha|beta|rc|cr|m|sp|a|b|dev|pre|preview|post|canary|next|snapshot|final|release|ga|build)(?:[.-]?\\d+(?:[.-]\\d+)*)?|-\\d[\\w.-]*)?',
    // A word behind a version of two numbers or more, but no name of a host.
    'v?\\d+(?:\\.\\d+)+-(?![\\w.-]*\\.[a-z]+$)[a-z][\\w.-]*',
    '\\d(?:\\.\\d)?x(?:\\.\\w{1,5})?',
    'latest|next|canary|nightly|alpha|beta|rc|lts|experimental|insiders|head|main|master',
    'npm|workspace|file|link|portal|patch|catalog|sha\\d+',
    '(?=[a-f]*\\d)[0-9a-f]{6,8}|plt|(?:glibc|glibcxx|cxxabi|gcc|openssl)[\\w.]*|.',
  ].join('|')})$`,
  'i',
);
/** A version before the sign is nobody's name: Conan's `zlib/1.2.13@conan/stable`. */
const isVersion = (local: string) => /^\d+(?:\.\d+)+$/.test(local);

/** E-mail addresses, users in URLs and at hosts, and principals. Last, since a part of one may be masked by now. */
export const email: Rule[] = [
  {
    signs: at | slash,
    find: /(?<=\/\/)[^\s/?#"'<>]{1,512}@(?:\[[^\]\s]{0,64}\]{1,2}|[^\s/:?#"'<>@]+)/g,
    mask: '[email]',
  },
  { signs: at, find: new RegExp(`"[^"\\r\\n]{1,64}"@(?:${domain})`, 'gu'), within: '"@', mask: '[email]' },
  {
    signs: at,
    // The name before a principal's instance or in a bounce's address, and all that may stand around the sign.
    find: /((?<![^\s"'(<=,;])[\w.$-]{1,64}\/(?=[^\s<>(),;:"\\/=@]{1,64}@)|(?<![^\s"'(<=,;:])[\w.-]{1,64}\+[\w.+-]{1,64}=(?=[\w-]{1,63}\.[\w.-]{1,63}@))?((?<![^\s<>(),;:"\\/=])[^\s<>(),;:"\\/=]*@[^\s<>(),;:"\\/=]*)/g,
    mask: (found, _instance = '', run = '') => {
      const { local = '', host = '', rest } = split(run) ?? {};
      if (!/[A-Za-z0-9]|[^\0-\x7f]/.test(local)) return found;
      const isOne = !local.slice(1, -1).includes('@');
      return isOne && (elsewhere.test(host) || (isVersion(local) && !host.includes('.')))
        ? found
        : `[email]${rest}`;
    },
  },
  {
    signs: at,
    within: '<[email]>',
    // The name that a mail program puts in front.
    find: /(?:"[^"\r\n]{1,64}"|(?<![\p{L}\p{M}.'’-])(?:[\p{Lu}\p{Lo}][\p{L}\p{M}.'’-]{0,31}[ ,]{1,2}){1,4})\s?<\[email\]>/gu,
    mask: '<[email]>',
  },
  // Whose repository, or whose folder: git@host:john/x.git.
  {
    signs: at | slash,
    within: '[email]:',
    find: /(?<=\[email\]:)(?!\d{1,5}\/)[^\s/\\:]{1,64}(?=\/)/g,
    mask: '[user]',
  },
];
