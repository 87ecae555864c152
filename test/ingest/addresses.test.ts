import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scrub } from '../../functions/ingest/scrub.ts';
import { type Address, authority, ipv4, ipv6, mac } from './addresses.ts';
import { email, home } from './people.ts';

const bytes = (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const wide = (text: string) =>
  text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));

/** The ways to write the same text. */
const writings: Record<string, (text: string) => string> = {
  plain: (text) => text,
  'in lower case': (text) => text.toLowerCase(),
  'percent-encoded': encodeURIComponent,
  'percent-encoded twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'percent-encoded to the last letter': bytes,
  'percent-encoded to the last letter, twice': (text) => encodeURIComponent(bytes(text)),
  'in full width': wide,
  'in full width, percent-encoded': (text) => encodeURIComponent(wide(text)),
};

/** All that a reader may make of a text: as it is, and with each layer of encoding taken off. */
function readings(text: string): string {
  const layers = [text.toLowerCase()];
  for (let layer = text; layers.length < 8; layers.push(layer.toLowerCase())) {
    layer = layer.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
      Buffer.from(run.replaceAll('%', ''), 'hex').toString(),
    );
    layer = layer.normalize('NFKC');
  }
  return layers.join('\n').normalize('NFKC');
}

// What stands next to an address belongs to it if it could: these characters never do.
const edge = fc.constantFrom(...' =("\',;|<>{\t\n_/。語');
const symbols = fc.string({ unit: fc.constantFrom(...':.%[]/\\@~-"\'0fA x') });
/** What ends in a v by itself, in whatever writing, says that a version follows. */
const saysVersion = (text: string) => /(?<![a-z])v[\W_]*$/i.test(text.normalize('NFKC'));
const text = fc.oneof(fc.string({ unit: 'grapheme' }), symbols).filter((each) => !saysVersion(each));

const kinds = {
  'an IPv4 address': ipv4,
  'an IPv6 address': ipv6,
  'an address in brackets or with a port': authority,
};
const people = { 'a MAC address': mac, 'an e-mail address': email, 'the user of a home folder': home };

for (const [kind, addresses] of Object.entries<fc.Arbitrary<Address>>({ ...kinds, ...people })) {
  for (const [writing, write] of Object.entries(writings)) {
    test(`${kind}, ${writing}, is never left in a text`, () => {
      fc.assert(
        fc.property(text, edge, addresses, edge, text, (before, left, { text, secrets }, right, after) => {
          const found = scrub(before + left + write(text) + right + after);
          expect(scrub(found)).toBe(found);
          expect(found).not.toContain(write(text));
          for (const secret of secrets)
            expect(readings(found)).not.toContain(secret.toLowerCase().normalize('NFKC'));
        }),
      );
    });
  }
}
