import fc from 'fast-check';

/** Something that must not be stored, as somebody may write it: none of `secrets` may be left. */
export type Address = { text: string; secrets: string[] };

const whole = (text: string): Address => ({ text, secrets: [text] });
const hex = (number: number, width = 1) => number.toString(16).padStart(width, '0');

const octets = fc.array(fc.nat(255), { minLength: 4, maxLength: 4 });
const spellings: ((octet: number) => string)[] = [
  String,
  (octet) => String(octet).padStart(3, '0'),
  (octet) => `0${octet.toString(8)}`,
  (octet) => `0${octet.toString(8).padStart(3, '0')}`,
  (octet) => `0x${hex(octet)}`,
  (octet) => `0X${hex(octet, 2).toUpperCase()}`,
];
export const dotted = octets.map((parts) => parts.join('.'));
const port = fc.constantFrom('', ':80', ':65535');

/** IPv4: each part decimal, zero-padded, octal or hex; the dots plain or in brackets; or dashes, as names of hosts. */
export const ipv4 = fc
  .oneof(
    fc
      .tuple(
        octets,
        fc.array(fc.constantFrom(...spellings), { minLength: 4, maxLength: 4 }),
        fc.constantFrom('.', '[.]'),
      )
      .map(([parts, spell, dot]) => parts.map((part, index) => spell[index]?.(part)).join(dot)),
    octets.map((parts) => `ip-${parts.join('-')}`),
  )
  .map(whole);

const groups = fc.tuple(
  fc.array(fc.integer({ min: 0x100, max: 0xffff }), { minLength: 2, maxLength: 8 }),
  fc.nat(8),
);
const compressed = groups.map(([values, at]) => {
  if (values.length === 8) return values.map((value) => hex(value)).join(':');
  const cut = Math.min(at, values.length);
  const side = (part: number[]) => part.map((value) => hex(value)).join(':');
  return `${side(values.slice(0, cut))}::${side(values.slice(cut))}`;
});
const uncompressed = groups.map(([values]) => {
  const padded = [...values, 0, 0, 0, 0, 0, 0].slice(0, 8);
  return padded.map((value) => hex(value, 4)).join(':');
});
const mapped = fc
  .tuple(
    fc.constantFrom('::', '::ffff:', '64:ff9b::', '::ffff:0:', '0:0:0:0:0:ffff:', '2001:db8::5:'),
    dotted,
  )
  .map(([prefix, address]) => prefix + address);
const zone = fc.constantFrom('', '%eth0', '%12', '%25eth0', '%en-1');

/** IPv6: compressed or not, either case, with an IPv4 tail, with a zone. */
export const ipv6 = fc
  .tuple(fc.oneof(compressed, uncompressed, mapped), fc.boolean(), zone)
  .map(([address, upper, zone]) => {
    const text = upper ? address.toUpperCase() : address;
    return { text: text + zone, secrets: [text, ...(text.match(/\d+\.\d+\.\d+\.\d+/) ?? [])] };
  });

/** Either of them as part of an authority. */
export const authority = fc.oneof(
  fc.tuple(ipv4, port).map(([{ text, secrets }, port]) => ({ text: text + port, secrets })),
  fc.tuple(ipv6, port).map(([{ text, secrets }, port]) => ({ text: `[${text}]${port}`, secrets })),
);

/** MAC addresses with colons, with dashes, in three groups with dots, and bare, where they are labeled. */
export const mac = fc
  .tuple(
    fc.array(fc.nat(255), { minLength: 6, maxLength: 6 }),
    fc.constantFrom(':', '-', '.', ''),
    fc.boolean(),
  )
  .map(([bytes, separator, upper]) => {
    const parts = bytes.map((byte) => hex(byte, 2));
    const text = separator === '.' ? parts.join('').replace(/(.{4})(?=.)/g, '$1.') : parts.join(separator);
    const written = upper ? text.toUpperCase() : text;
    return { text: separator === '' ? `mac=${written}` : written, secrets: [written] };
  });
