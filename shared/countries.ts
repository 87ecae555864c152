/**
 * The country that a record of a country table names, as ISO 3166-1 alpha-2: `country.iso_code` at MaxMind and DB-IP,
 * `country_code` or `country` itself elsewhere. Undefined where it names none; DB-IP says `ZZ` for that.
 */
export function countryIn(record: unknown): string | undefined {
  const { country, country_code } = (record ?? {}) as { country?: unknown; country_code?: unknown };
  const code = country_code ?? (country as { iso_code?: unknown } | undefined)?.iso_code ?? country;
  return typeof code === 'string' && /^[A-Z]{2}$/.test(code) && code !== 'ZZ' ? code : undefined;
}
