import { colon, dash, digit, dot, fourHex, twelveHex, underscore } from '../signs.ts';
import { around, type Rule } from './rule.ts';

/** Where hex digits without signs are an address: elsewhere they are a hash, or a serial number. */
const label =
  /(?:(?<![a-z])(?:[a-z]{0,12}[ _-]?mac(?:[ _-]?addr(?:ess)?)?|[a-z]?hw[ _-]?addr(?:ess)?|(?:hardware|phys(?:ical)?|link|ethernet|station|node)[ _-]?addr(?:ess)?|lladdr|ether(?:net)?|b?ssid|nic|eth\d|wlan\d|en\d|dev|rev&\d{4}|sep|printer|enx|wlx))["']?(?:\s?[:=]\s?|[ \t_/.-])?["']?$/i;

/** Between a hash and an address: of one machine (the lowest bit of the first byte is 0), with letters and digits. */
const likely = (found: string) => {
  const digits = found.replace(/[^0-9a-f]/gi, '');
  return /^[0-9a-f][02468ace]/i.test(digits) && /\d/.test(digits) && /[a-f]/i.test(digits);
};

/** MAC addresses as machines write them: by six pairs, three fours or two sixes, and bare where they are labeled. */
export const mac: Rule[] = [
  ...[colon, dash].map(
    (sign): Rule => ({
      signs: sign,
      find: /(?<![0-9a-f])[0-9a-f]{1,2}(?:[:-][0-9a-f]{1,2}){5,}(?![0-9a-f])/gi,
      // Counts have neither letters nor zeros in front.
      mask: (found) => (/[a-f]/i.test(found) || !/\b[0-9]\b/.test(found) ? '[mac]' : found),
    }),
  ),
  {
    signs: underscore,
    // Written out, so that the engine skips what has no pairs: names with underscores are the most frequent text.
    find: new RegExp('[0-9a-f][0-9a-f]'.concat('_[0-9a-f][0-9a-f]'.repeat(5), '(?:_[0-9a-f]{2})*'), 'gi'),
    // Days and times have no letters.
    mask: (found) => (/[a-f]|^00/i.test(found) ? '[mac]' : found),
  },
  {
    signs: dot | fourHex,
    find: /(?<![0-9a-f])[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}(?![0-9a-f])/gi,
    mask: '[mac]',
  },
  {
    signs: dot | digit,
    find: /(?<![0-9a-z.])[0-9a-f]{2}(?:\.[0-9a-f]{2}){5}(?![0-9a-z]|\.[0-9a-f])/gi,
    mask: (found) => (/[a-f]/i.test(found) ? '[mac]' : found),
  },
  {
    signs: dash | fourHex,
    find: /(?<![0-9a-z-])(?:[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}|[0-9a-f]{6}-[0-9a-f]{6})(?![0-9a-z-])/gi,
    mask: (found) => (likely(found) ? '[mac]' : found),
  },
  {
    signs: colon | digit,
    find: /(?<![0-9a-z:])[0-9a-f]{6}:[0-9a-f]{6}(?![0-9a-z:])/gi,
    mask: (found) => (likely(found) ? '[mac]' : found),
  },
  {
    signs: twelveHex,
    // EUI-64 made of an address: ff:fe in its middle.
    find: /(?<![0-9a-wyz])[0-9a-f]{6}fffe[0-9a-f]{6}(?![0-9a-z])/gi,
    mask: '[mac]',
  },
  {
    signs: digit,
    // As SNMP's tools write it; a dump has more of them.
    find: /(?<![0-9a-z]|[0-9a-f]{2} )[0-9a-f]{2}(?: [0-9a-f]{2}){5}(?! ?[0-9a-z])/gi,
    mask: (found) => (likely(found) ? '[mac]' : found),
  },
  {
    signs: twelveHex,
    find: /(?<![0-9a-f])(?<!-[0-9a-f]{4}-)[0-9a-f]{12}(?![0-9a-z])/gi,
    mask: (found, ...groups) => {
      const { before } = around(found, groups);
      if (label.test(before)) return '[mac]';
      // The numbers that makers were given first, and no count.
      return /^00.*[a-f]/i.test(found) && !/[a-wyz]$/i.test(before) ? '[mac]' : found;
    },
  },
  {
    signs: dash | twelveHex,
    // A UUID made of time and place, unless its node is a random one.
    find: /(?<=(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[126][0-9a-f]{3}-[89ab][0-9a-f]{3}-)[0-9a-f][02468ace][0-9a-f]{10}(?![0-9a-f])/gi,
    mask: (found) => (/^0+$/.test(found) ? found : '[mac]'),
  },
];
