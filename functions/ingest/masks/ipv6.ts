import { colon, dash, digit, dot, twelveHex } from '../signs.ts';
import type { Rule } from './rule.ts';

const v4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** Whether hex digits with colons are an IPv6 address, or six or eight pairs, which are hardware's. */
function judge(found: string, before: string, after: string): '[ip]' | '[mac]' | undefined {
  const parts = found.split(':');
  const groups = parts.filter(Boolean);
  if (groups.length < 1 || parts.length < 3) return undefined;
  if (!found.includes('::')) {
    if (groups.length < 6) return undefined;
    return groups.every((group) => group.length < 3) && groups.length !== 7 ? '[mac]' : '[ip]';
  }
  // Addresses in use begin with four digits, nothing, 64 or 100; these are names.
  if (groups.length < 3 && /^(?!64)[0-9a-f]{1,2}:/i.test(found)) return undefined;
  // `Foo::Bar` and `v8::Context` are names, and so is `ad::be`.
  const isQuad = groups.some((group) => group.length === 4 || v4.test(group));
  if (/[a-f]/.test(found) && /[A-F]/.test(found) && groups.length < 3) return undefined;
  if (!/\d/.test(found))
    return isQuad && !/[a-z]$/i.test(before) && !/^[a-z]/i.test(after) ? '[ip]' : undefined;
  if (/[a-z0-9]$/i.test(before) || /^[a-z]/i.test(after))
    return isQuad && groups.length > 2 ? '[ip]' : undefined;
  const isOne =
    found.indexOf('::') === found.lastIndexOf('::') &&
    groups.every((group) => group.length < 5 || v4.test(group));
  return isOne || (isQuad && groups.length > 2) ? '[ip]' : undefined;
}

const tail = /^\d{1,3}(?:\.\d{1,3}){3}(?!\d)/;

/** Where the address in a run begins and ends: dots, and single colons, of a label or a sentence are no part of it. */
function bounds(run: string): [start: number, end: number] {
  let start = 0;
  for (let colon = run.indexOf(':'); colon >= 0; colon = run.indexOf(':', start)) {
    start = Math.max(start, run.lastIndexOf('.', colon) + 1);
    if (run[start] !== ':' || run[start + 1] === ':') break;
    start++;
  }
  const last = run.lastIndexOf(':') + 1;
  const [v4] = tail.exec(run.slice(last)) ?? [];
  const dot = run.indexOf('.', last);
  let end = v4 ? last + v4.length : dot < 0 ? run.length : dot;
  if (run[end - 1] === ':' && run[end - 2] !== ':') end--;
  return [start, end];
}

/** IPv6 addresses: shortened or whole, with an IPv4 tail, with a zone, and as names. */
export const ipv6: Rule[] = [
  {
    signs: dot | digit,
    find: /(?<![0-9a-f.])(?:[0-9a-f]\.){8,}ip6\.arpa|(?<![0-9a-f-])[0-9a-f-]{2,64}(?:s\w{1,32})?\.ipv6-literal\.net/gi,
    mask: '[ip]',
  },
  {
    signs: colon,
    find: /((?<![0-9a-f:.])[0-9a-f.]*:[0-9a-f.]*:[0-9a-f:.]*)(%[\w.~-]{1,64}(?![\w.~:-]))?/gi,
    mask: (found, run = '', zone = '', ...groups) => {
      const [start, end] = bounds(run);
      const [offset, text] = [Number(groups[0]), String(groups[1])] as const;
      const before = start ? '' : (text[offset - 1] ?? '');
      const after = end < run.length ? '' : (text[offset + found.length] ?? '');
      const kind = judge(run.slice(start, end), before, after);
      return kind ? run.slice(0, start) + kind + run.slice(end) + (kind === '[mac]' ? zone : '') : found;
    },
  },
  {
    signs: dash | digit,
    // As in the names of hosts: 2001-db8--5.
    find: /(?<![0-9a-z-])(?:fe80-(?:-[0-9a-f]{1,4}){1,7}|(?=[0-9-]*[a-f])[23f][0-9a-f]{3}(?:--?[0-9a-f]{1,4}){2,7})(?![0-9a-z-])/gi,
    mask: (found) => (found.includes('--') || found.split('-').length === 8 ? '[ip]' : found),
  },
  // Without signs, as in Linux's /proc/net: sockets, and addresses with their four numbers.
  {
    signs: twelveHex,
    find: /(?<![0-9a-z])[0-9a-f]{32}(?=:[0-9a-f]{4}(?![0-9a-z])|(?: [0-9a-f]{2}){4} )/gi,
    mask: '[ip]',
  },
];
