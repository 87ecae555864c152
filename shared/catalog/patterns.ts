const uuid = '[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}';

/** What a text of these types looks like. Without flags, so that the API description can repeat them. */
export const patterns = {
  uuid: new RegExp(`^${uuid}$`),
  pseudonym: new RegExp(`^(?:${uuid}|[0-9A-Fa-f]{32,128})$`),
  /** Neither an IPv4 address nor a MAC address, which a name could be spelled like. */
  organization:
    /^(?!.*(?<![0-9.])(?:[0-9]{1,3}[.]){3}[0-9]{1,3}(?![0-9.]))(?!(?:[0-9A-Fa-f]{2}[-.]){5}[0-9A-Fa-f]{2}$)[A-Za-z0-9._-]{1,128}$/,
  /** A BCP 47 tag, as far as its parts tell; not a MAC address. */
  language: /^(?!(?:[0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}$)[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,8}$/,
  version: /^[0-9A-Za-z](?:[0-9A-Za-z ._+~()-]{0,126}[0-9A-Za-z)])?$/,
  /** RFC 3339 with year, month and day as groups: whether the month has that day is for the calendar. */
  time: /^([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]{1,9})?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$/,
} as const;
