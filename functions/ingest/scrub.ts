import {
  at,
  colon,
  digit,
  disguise,
  dot,
  fourHex,
  joint,
  signsIn,
  slash,
  telling,
  tilde,
  twelveHex,
} from './signs.ts';

/**
 * Masks what could tell where or who somebody is, inside any string: IP addresses in their spellings (with ports,
 * zones, brackets, octal or hex parts, as a number in a URL), MAC addresses, e-mail addresses, and the user part of
 * home folders. Masks too much rather than too little; a shortened address such as `127.1` is taken for a number.
 */
const octet = '(?:0x0*[0-9a-f]{1,2}|0+[0-3][0-7]{2}|0*(?:25[0-5]|2[0-4]\\d|1?\\d?\\d))';
const v4 = `${octet}(?:(?:\\.|\\[\\.\\])${octet}){3,}`;
const short = '(?:25[0-5]|2[0-4]\\d|[01]?\\d?\\d)';
const dashed = `${short}(?:-${short}){3,}`;
const group = '[0-9a-f]{1,4}';
const zone = '(?:%[\\w.~-]+)?';
const local = '[^\\s@<>(),;:"\\\\/=]';
const label = '[\\p{L}\\p{N}\\p{M}-]';

/** What to look for only in texts with all these signs, and what stands there afterwards. The order matters. */
const rules: { signs: number[]; find: RegExp; mask: string | ((...found: string[]) => string) }[] = [
  {
    signs: [slash],
    // On Windows a user's name may hold spaces, so it ends at the next separator only.
    find: /((?:\\|[a-z]:[\\/]+|\/[a-z]\/+)(?:users|home|documents and settings)[\\/]+)[^\\/:*?"<>|\r\n]+/gi,
    mask: '$1[user]',
  },
  { signs: [slash], find: /(\/(?:home|users)\/+)[^\s/\\:"'<>|]+/gi, mask: '$1[user]' },
  { signs: [tilde, slash], find: /~[\p{L}_][\p{L}\p{N}\p{M}_.-]*(?=[\\/])/gu, mask: '~[user]' },
  {
    signs: [dot, digit],
    find: /(?:[0-9a-f]\.){8,}ip6\.arpa|[0-9a-f-]+\.ipv6-literal\.net/gi,
    mask: '[ip]',
  },
  {
    signs: [colon],
    find: new RegExp(`(?:${group}:){6,}(?:${v4}|${group}|:)${zone}`, 'gi'),
    mask: '[ip]',
  },
  { signs: [joint], find: /[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4,6}[0-9a-f]{2}/gi, mask: '[mac]' },
  {
    signs: [dot, fourHex],
    find: /[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}(?<![0-9a-f].{14})(?![0-9a-f])/gi,
    mask: '[mac]',
  },
  {
    signs: [twelveHex],
    // Neither the end of a UUID nor a number.
    find: /(?<![0-9a-z]|-[0-9a-f]{4}-)(?=[0-9]*[a-f])[0-9a-f]{12}(?![0-9a-z])/gi,
    mask: '[mac]',
  },
  {
    signs: [colon],
    find: new RegExp(
      `([0-9a-z]?)((?<![0-9a-f])(?:[0-9a-f]+(?::${group})*)?::(?:(?:${group}:)*(?:${v4}|[0-9a-f]+))?${zone})([0-9a-z]?)`,
      'gi',
    ),
    mask: (all, before = '', address = '', after = '') => {
      // `Foo::Bar` and `v8::Context` are names; an address has a digit, or stands alone.
      const isName =
        before && after ? /^[0-9a-f]*::[a-f]*$/i.test(address) : !/\d/.test(address) && before + after;
      return isName || address === '::' ? all : `${before}[ip]${after}`;
    },
  },
  { signs: [dot, digit], find: new RegExp(`(?<!\\d)${v4}(?!\\d)`, 'gi'), mask: '[ip]' },
  { signs: [joint, digit], find: new RegExp(`(?<!\\d)${dashed}(?!\\d)`, 'g'), mask: '[ip]' },
  {
    signs: [slash, digit],
    find: /(?<=\/\/(?:[^\s/]*@)?)(?:0x0*[0-9a-f]{7,8}|0[0-7]{9,11}|\d{8,10})(?!\w)/gi,
    mask: '[ip]',
  },
  {
    signs: [at],
    // Last, since a part of it may be masked by now.
    find: new RegExp(
      `(?:"[^"]*"|(?<!${local})${local}+)@(?:\\[[^\\]]*\\]+|${label}+(?:\\.${label}+)+|\\p{L}${label}*)`,
      'gu',
    ),
    mask: '[email]',
  },
];

/** The text without addresses. Written some other way (percent-encoded, full width), it is read plainly first. */
export function scrub(text: string): string {
  const signs = signsIn(text);
  // Nearly all texts go through untouched.
  if (!(signs & telling)) return text;
  const readings = [text];
  if (signs & disguise) {
    for (let plainer = decode(text); plainer !== readings[0]; plainer = decode(plainer)) {
      if (readings.unshift(plainer) > 5) return '[encoded]';
    }
  }
  for (const reading of readings) {
    const masked = mask(reading, signsIn(reading));
    // What stands around a mask may be an address in its turn.
    if (masked !== reading) return scrub(masked);
  }
  return text;
}

const mask = (text: string, signs: number): string =>
  rules.reduce(
    (rest, rule) =>
      rule.signs.every((sign) => signs & sign) ? rest.replace(rule.find, rule.mask as string) : rest,
    text,
  );

/** Undoes one layer of what hides an address from the rules: percent-encoding, and look-alikes of ASCII. */
const decode = (text: string): string =>
  text
    // U+0000 stays encoded: it has no form in a text file.
    .replace(/(?:%(?!00)[0-9a-f]{2})+/gi, (found) =>
      Buffer.from(found.replaceAll('%', ''), 'hex').toString('utf8'),
    )
    .replace(/[^\p{ASCII}\p{Lo}]/gu, (found) => {
      const plain = found.normalize('NFKC').replace('\u3002', '.');
      return plain.length <= found.length ? plain : found;
    });
