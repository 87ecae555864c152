/** A license key as it is compared: in one Unicode form, upper case, without what separates letters and digits. */
export const normalizedKey = (key: string): string =>
  key
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
