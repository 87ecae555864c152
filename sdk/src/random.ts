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

const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
