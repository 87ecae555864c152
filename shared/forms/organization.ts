/** The longest name, in code points, and the longest text that is read as one. */
export const organizationLength = 128;
const longestGiven = 1024;

const octet = '(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])';
const hex = '[0-9a-f]';
const home = '(?:home|users|documents and settings)';

/** What names a machine or a person instead: looked for in the text as sent, since the form below would hide it. */
const addresses = [
  // IPv4 with dots, as a part of a host's name with hyphens too; a version of five numbers is none.
  /(?<![0-9]|[0-9][.])[0-9]{1,3}(?:[.][0-9]{1,3}){3}(?![.]?[0-9])/,
  new RegExp(`(?<![0-9]|[0-9]-)${octet}(?:-${octet}){3}(?!-?[0-9])`),
  // IPv6, whole or shortened, and the names that stand for one.
  new RegExp(`(?<![\\p{L}\\p{N}:])(?:${hex}{1,4}:){7}${hex}{1,4}(?![\\p{L}\\p{N}:])`, 'iu'),
  new RegExp(
    `(?<![\\p{L}\\p{N}:])(?:${hex}{1,4}(?::${hex}{1,4}){0,6})?::(?:${hex}{1,4}(?::${hex}{1,4}){0,6})?(?![\\p{L}\\p{N}:])`,
    'iu',
  ),
  /[.](?:ip6[.]arpa|in-addr[.]arpa|ipv6-literal[.]net)(?![\p{L}\p{N}])/iu,
  // MAC addresses: pairs (macOS drops their zeros), Cisco's fours (not a UUID's), HP's sixes, and bare ones.
  new RegExp(`(?<![0-9a-z])${hex}{2}([. _-])${hex}{2}(?:\\1${hex}{2}){4}(?![0-9a-z])`, 'i'),
  new RegExp(`(?<![0-9a-z])${hex}{1,2}(?::${hex}{1,2}){5}(?![0-9a-z])`, 'i'),
  new RegExp(`(?<![0-9a-z]|[0-9a-z][.-])${hex}{4}([.-])${hex}{4}\\1${hex}{4}(?![.-]?[0-9a-z])`, 'i'),
  new RegExp(`^\\s*(?:${hex}{6}[:-]${hex}{6}|(?=[0-9]*[a-f])${hex}{12})\\s*$`, 'i'),
  // E-mail addresses.
  /[^\s@](?:@|%40)[^\s@]/i,
  // Home folders: of a drive, a share, a mount, as a URL, or by the tilde.
  new RegExp(`^[\\s"']*(?:file:|[a-z]:)?[\\\\/](?:.*[\\\\/])?${home}[\\\\/]+[^\\\\/]`, 'i'),
  new RegExp(`(?<![a-z])[a-z]:[\\\\/]+${home}[\\\\/]`, 'i'),
  /^[\s"']*~[^\s\\/]*[\\/]/,
];

/** What stands between words, in any script. */
const between = /[^\p{L}\p{M}\p{Nd}._]+/gu;

/**
 * The one form of an organization's name, in which batches, decisions, entitlements, tokens and paths meet: `Acme
 * Inc.` is `acme-inc`. Undefined where it reads as an address or a home folder, or where nothing is left of it.
 * Names that differ only in signs are one.
 */
export function organizationOf(given: unknown): string | undefined {
  if (typeof given !== 'string' || given.length > longestGiven) return undefined;
  const read = given.normalize('NFKC');
  const name = trimmed(read.toLowerCase().normalize('NFKC').replace(between, '-'));
  if (name === '' || [...name].length > organizationLength) return undefined;
  // The name too: what passes in one place must pass in its form at all others.
  const texts = new Set([given, read.replace(/\p{Cf}/gu, ''), name]);
  return [...texts].some((text) => addresses.some((address) => address.test(text))) ? undefined : name;
}

/** Without `-`, `.` and `_` at its ends. By hand, since a pattern for the end looks again from each of them. */
function trimmed(name: string): string {
  let start = 0;
  let end = name.length;
  while (start < end && '-._'.includes(name[start] as string)) start++;
  while (end > start && '-._'.includes(name[end - 1] as string)) end--;
  return name.slice(start, end);
}

/** What of a path, or of a token, is percent-encoded, as it was meant; what is not encoded well stands as it is. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
