import { colon, dash, digit, dot, fourHex, slash, underscore } from '../signs.ts';
import { around, type Rule } from './rule.ts';

const octet =
  '(?:0x0{0,8}[0-9a-f]{1,2}(?![0-9a-f])|0{1,9}[0-3][0-7]{2}|0{0,9}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d))';
const short = '(?:25[0-5]|2[0-4]\\d|[01]?\\d?\\d)';
const separator = '(?:\\\\?\\.|\\[\\.\\]|\\(\\.\\)|\\{\\.\\})';
const number = '(?:0x[0-9a-f]{1,12}|\\d{1,12})';

/** What is said to be a version, whatever it is; and what has versions, or numbers its parts. */
const said = '(?<![a-z])v|\\b(?:version|ver|release|build|revision)';
const numbered = [
  '\\b(?:rel|rev|update|patch|hotfix|edition|firmware|fw|driver|sdk|runtime|framework|dotnet|netfx|net\\d\\d|java|jdk|jre)',
  '\\.net|\\.so\\.|\\.dll,?|\\.exe,?|§|\\b(?:python|node\\.?js|php|ruby|rust|plugin|extension|add-?in|module|package|assembly|installer|setup|kernel)',
  '\\b(?:chrome|headlesschrome|chromium|edge?|edga?|opr|opera|brave|vivaldi|electron|yabrowser|cef|webview2?|safari|firefox)',
  '\\b(?:schema|section|chapter|clause|article|paragraph|fig\\.|figure|abschnitt|kapitel|table|appendix|step|oid|(?:up(?:grad|dat)|migrat)ed (?:from|to))',
];
const then = '["\']?(?:\\s?[:=]\\s?|[ \\t/_-])?["\']?';
const version = new RegExp(`(?:${said})${then}v?$`, 'i');
const part = new RegExp(`(?:${numbered.join('|')})${then}$`, 'i');
/** A word that a number with dots is joined to: `export_1.2.3.4`, but `host_1.2.3.4`. */
const joined = /(?:^|[^A-Za-z])([A-Za-z]{2,32})[_-]$/;
const placed =
  /^(?:ipv?[46]?|x?host\w*|(?:remote|local)?add?r\w*|client|peer|src|dst|server|srv|node|from|via|gateway|router|printer|proxy|remote|local|inet|dns|web|net|lan|wan|vpn|pool|static|dhcp|dyn|user|session|ping|connect)$/i;
const released = /^[-.]?(?:snapshot|alpha|beta|rc|preview|final|release|ga)(?![a-z])/i;
const pointing = /(?:^|[^A-Za-z])[NSEW] ?$/;

const numbers = (found: string) => found.split(/[^0-9a-fx]+/i).map(Number);
const isPrivate = ([a, b]: number[]) => a === 10 || a === 127 || (a === 192 && b === 168);

/** Whether four or more numbers with dots are a version, a date, a section, an object identifier or a coordinate. */
function isNumbering(found: string, before: string, after: string): boolean {
  const parts = numbers(found);
  const [a = 0, b = 0] = parts;
  if (/[^0-9.]/.test(found)) return false;
  if (version.test(before)) return a !== 192 || b !== 168;
  if (isPrivate(parts)) return false;
  if (part.test(before) || pointing.test(before) || released.test(after)) return true;
  // Object identifiers begin with 0, 1 or 2, and a number below 40.
  if (parts.length > 5) return a < 3 && b < 40;
  const small = parts.every((part) => part < 32);
  if (parts.length === 5) return small;
  // Two digits each, some with a zero: day, month, year, hour.
  if (/^(?=.*\b0)(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.[0-3]\d\.(?:[01]\d|2[0-3])$/.test(found))
    return true;
  const [, word] = joined.exec(before) ?? [];
  return small && word !== undefined && !placed.test(word);
}

const labeled = /(?:^|[^a-z])(?:ip|ec2|host|node|addr|client|peer|dhcp|pool|static|dyn|cpe)[_-]$/i;

/** The same without a sign between, and what the names of networks begin with: `a203-0-113-7.deploy.static.example.com`. */
const glued = /(?:^|[^a-z])(?:ip|ec2|host|node|client|peer|dhcp|pool|static|dyn|cpe)$/i;
const domains = /^(?:\.[a-z0-9-]+){2}/i;

/** Names of hosts are made of addresses: `ip-10-0-0-1`, `10-1-2-3.pod.cluster.local`. Scores, ranges and dates look alike. */
function isInHost(found: string, before: string, after: string): boolean {
  if (labeled.test(before)) return true;
  if (found.includes('_')) return false;
  if (/[a-z]$/i.test(before)) return glued.test(before) || (domains.test(after) && !version.test(before));
  const parts = numbers(found);
  return isPrivate(parts) || parts.some((number) => number > 99) || domains.test(after);
}

/** IPv4 addresses: decimal, octal or hex parts, dots in brackets, in hosts' names, and as one number where labeled. */
export const ipv4: Rule[] = [
  {
    signs: slash | digit,
    // A number, or fewer than four, is an address where a URL has its host.
    find: new RegExp(
      `(?<=:\\/\\/|(?<![^\\s"'(=<])\\/\\/)(?:${number}(?:\\.${number}){0,3}(?=[:/?#]|[\\s"'<>)\\],;]|$)|(?:0x0{0,8}[0-9a-f]{7,8}|0[0-7]{9,11}|\\d{8,10})(?!\\w))`,
      'gi',
    ),
    mask: '[ip]',
  },
  {
    signs: dot | digit,
    find: new RegExp(`(?<!\\d|\\d\\.)${octet}(?:${separator}${octet}){3,}(?!\\d)`, 'gi'),
    mask: (found, ...groups) => {
      const { before, after } = around(found, groups);
      return isNumbering(found, before, after) ? found : '[ip]';
    },
    notInVersions: true,
  },
  ...(
    [
      ['-', dash],
      ['_', underscore],
    ] as const
  ).map(
    ([joint, sign]): Rule => ({
      signs: sign | digit,
      // More than four are none.
      find: new RegExp(
        `(?<!\\d|(?:^|[^a-z\\d])\\d{1,5}${joint})${short}(?:${joint}${short}){3}(?!\\d|${joint}\\d)`,
        'gi',
      ),
      mask: (found, ...groups) => {
        const { before, after } = around(found, groups);
        return isInHost(found, before, after) ? '[ip]' : found;
      },
      notInVersions: true,
    }),
  ),
  // As AWS named machines: the four bytes in hex.
  { signs: dash | fourHex, find: /((?<![a-z0-9])ip-)[0-9a-f]{8}(?![0-9a-z])/gi, mask: '$1[ip]' },
  {
    signs: digit,
    find: /((?<![a-z])(?:ip|ipv4|ip_?addr(?:ess)?|addr(?:ess)?|host|inet|remote_?(?:addr|ip)|client_?ip)["']?\s{0,2}[:= ]\s{0,2}["']?)(?:0x[0-9a-f]{8}|\d{9,10})(?!\w)/gi,
    mask: '$1[ip]',
  },
  // Passive FTP, and the sockets in /proc/net.
  { signs: digit, find: /((?:mode \(|PORT ))\d{1,3}(?:,\d{1,3}){5}/gi, mask: '$1[ip]' },
  { signs: colon | fourHex, find: /(?<!\w)[0-9A-F]{8}:[0-9A-F]{4}(?!\w)/g, mask: '[ip]' },
];
