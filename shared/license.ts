/** A license key as it is compared: upper case, without whatever separates its letters and digits. */
export const normalizedKey = (key: string): string => key.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
