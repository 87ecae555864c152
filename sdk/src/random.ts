/** `crypto.randomUUID` is missing on web pages without TLS. */
export const uuid = (): string =>
  crypto.randomUUID?.() ??
  '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (digit) =>
    (Number(digit) ^ ((bytes(1)[0] as number) >> (Number(digit) / 4))).toString(16).slice(-1),
  );

/** 32 random bytes in base64url. */
export const secret = (): string =>
  btoa(String.fromCharCode(...bytes(32))).replace(/[+/=]/g, (sign) => ({ '+': '-', '/': '_' })[sign] ?? '');

/** Where a count begins that continues no other: so far off that a report takes the jump for no loss. */
export const newCount = (): number => (1 + Math.floor(Math.random() * 2 ** 20)) * 2 ** 32 + 1;

const hex = (data: Uint8Array) => [...data].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));

const guid = /^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,128})$/i;

/** What stands for a user: the product's own GUID or hex digest as it is, anything else as a keyed digest. */
export const userId = (user: string, salt: string): string | Promise<string> =>
  guid.test(user) ? user : pseudonym(user, salt);

/** HMAC-SHA256 of a user's name under the installation's salt, in hex: the same user is somebody else elsewhere. */
async function pseudonym(user: string, salt: string): Promise<string> {
  const encode = (text: string) => new TextEncoder().encode(text.normalize('NFC'));
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encode(salt), algorithm, false, ['sign']);
  return hex(new Uint8Array(await crypto.subtle.sign('HMAC', key, encode(user))));
}
