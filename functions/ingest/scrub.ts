/**
 * Masks what could tell where or who somebody is, inside any string: IP addresses in their spellings (with ports,
 * zones, brackets, octal or hex parts, as a number in a URL), MAC addresses, e-mail addresses, and the user part of
 * home folders. Masks too much rather than too little; a shortened address such as `127.1` is taken for a number.
 */
const octet = '(?:0x[0-9a-f]{1,2}|0*(?:25[0-5]|2[0-4]\\d|1?\\d?\\d))';
const dot = '(?:\\.|\\[\\.\\]|-)';
const v4 = `${octet}(?:${dot}${octet}){3,}`;
const group = '[0-9a-f]{1,4}';
const zone = '(?:%[\\w.~-]+)?';

/** What to look for only where `trigger` occurs, and what stands there afterwards. The order matters. */
const rules: { trigger: RegExp; find: RegExp; mask: string | ((...found: string[]) => string) }[] = [
  {
    trigger: /[\\/]/,
    // On Windows a user's name may hold spaces, so it ends at the next separator only.
    find: /((?:\\+|[a-z]:[\\/]+)(?:users|documents and settings)[\\/]+)[^\\/:*?"<>|\r\n]+/gi,
    mask: '$1[user]',
  },
  { trigger: /\//, find: /(\/(?:home|users)\/+)[^\s/\\:"'<>|]+/gi, mask: '$1[user]' },
  { trigger: /~/, find: /(?<!\w)~[a-z_][\w.-]*(?=[\\/])/gi, mask: '~[user]' },
  {
    trigger: /@/,
    find: /(?:"[^"]*"|(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]+)@(?:\[[^\]]*\]|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+|\p{L}[\p{L}\p{N}-]*)/gu,
    mask: '[email]',
  },
  { trigger: /[:-]/, find: /(?<![0-9a-f])[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4,6}[0-9a-f]{2}(?![0-9a-f])/gi, mask: '[mac]' },
  { trigger: /\./, find: /(?<![0-9a-f])[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}(?![0-9a-f])/gi, mask: '[mac]' },
  {
    trigger: /[0-9a-f]{12}/i,
    find: /(?<![\w-])(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{12}(?![\w-])/gi,
    mask: '[mac]',
  },
  { trigger: /:.*:/s, find: new RegExp(`(?:${group}:){6,}(?:${v4}|${group}|:)${zone}`, 'gi'), mask: '[ip]' },
  {
    trigger: /::/,
    find: new RegExp(`(\\w?)((?<![0-9a-f])(?:${group}(?::${group})*)?::(?:${group}(?::${group})*)?(?::?${v4})?${zone})(\\w?)`, 'gi'),
    // `Foo::Bar` is a name; an address has a digit, or stands alone.
    mask: (all, before = '', address = '', after = '') =>
      /\d/.test(address) || (before + after === '' && address !== '::') ? `${before}[ip]${after}` : all,
  },
  { trigger: /[.-].*[.-].*[.-]/s, find: new RegExp(`(?<!\\d)${v4}(?!\\d)`, 'gi'), mask: '[ip]' },
  { trigger: /ip6\.arpa|ipv6-literal/i, find: /(?:[0-9a-f]\.){8,}ip6\.arpa|[0-9a-f-]+\.ipv6-literal\.net/gi, mask: '[ip]' },
  { trigger: /\/\//, find: /(?<=\/\/(?:[^\s/]*@)?)(?:0x[0-9a-f]{8}|0[0-7]{9,11}|\d{8,10})(?![\w])/gi, mask: '[ip]' },
];

/** Nearly all strings hold none of these, and go through untouched. */
const worthALook = /[.:@\\/%~-]|[0-9a-f]{12}|[^\x20-\x7e]/i;

/** The text without addresses. Written some other way (percent-encoded, full width), it is read plainly first. */
export function scrub(text: string): string {
  if (!worthALook.test(text)) return text;
  const plain = plainly(text);
  const masked = rules.reduce(
    (rest, { trigger, find, mask }) => (trigger.test(rest) ? rest.replace(find, mask as string) : rest),
    plain,
  );
  return masked === plain ? text : masked;
}

/** Undoes what hides an address from the rules: percent-encoding, even of itself, and look-alike characters. */
function plainly(text: string): string {
  let plain = text;
  for (let times = 0; times < 4 && /%[0-9a-f]{2}/i.test(plain); times++) {
    plain = plain.replace(/(?:%[0-9a-f]{2})+/gi, (escaped) =>
      Buffer.from(escaped.replaceAll('%', ''), 'hex').toString('utf8'),
    );
  }
  return /[^\x20-\x7e]/.test(plain) ? plain.normalize('NFKC').replace(/[\u3002\u2024]/g, '.') : plain;
}
