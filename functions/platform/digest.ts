import { createHash, timingSafeEqual } from 'node:crypto';

/** SHA-256 in hex: all that is kept of a key or a secret. Enough, since they are random and long. */
export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Whether a secret has this digest, in a time that does not depend on where they differ. */
export const matches = (secret: string, kept: string): boolean =>
  timingSafeEqual(Buffer.from(digest(secret)), Buffer.from(kept.padEnd(64).slice(0, 64)));

/** A UUID that follows from the parts (version 8 of RFC 9562, by SHA-256): the same parts, the same UUID. */
export function uuidOf(...parts: string[]): string {
  const hex = digest(JSON.stringify(parts));
  const variant = ((Number.parseInt(hex[16] as string, 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}
