const uuid = '[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}';

/** What a text of these types looks like. Without flags, so that the API description can repeat them. */
export const patterns = {
  uuid: new RegExp(`^${uuid}$`),
  pseudonym: new RegExp(`^(?:${uuid}|[0-9A-Fa-f]{32,128})$`),
  /** A BCP 47 tag, as far as its parts tell, in the form that it is stored in or another. */
  language: /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,8}$/,
  /** What a version should look like: printable ASCII without space around it. Others are taken too. */
  version: /^[!-~](?:[ -~]*[!-~])?$/,
  /** A name in its form, as far as ASCII tells: what is beyond it is for Unicode. */
  organization: /^[^\s!-/:-@[-`{-~](?:[^\s!-,/:-@[-^`{-~]*[^\s!-/:-@[-`{-~])?$/,
  /** RFC 3339 with year, month and day as groups: whether the month has that day is for the calendar. */
  time: /^([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$/,
} as const;
