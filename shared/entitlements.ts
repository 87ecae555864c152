/** What was sold, a license a row: the columns of `entitlements` with Athena's types. No seats are unlimited ones. */
export const entitlementColumns = {
  license_id: 'string',
  product: 'string',
  organization_id: 'string',
  license_type: 'string',
  seats_purchased: 'bigint',
  valid_from: 'date',
  valid_to: 'date',
} as const;

const { product, ...staged } = entitlementColumns;

/** The columns of `entitlements_import`, JSON on its way into the table: of the import `import_id` a row each. */
export const importColumns = {
  import_id: 'string',
  ...staged,
  valid_from: 'string',
  valid_to: 'string',
} as const;

/** An import is read in memory as a whole. In bytes. */
export const importLimit = 32 * 1024 * 1024;

/** The last day of what was sold without an end. */
export const noEnd = '9999-12-31';

/** The columns of the file that people import. */
export const csvColumns = [
  'license_key',
  'organization_id',
  'license_type',
  'seats_purchased',
  'valid_from',
  'valid_to',
] as const;
export type CsvColumn = (typeof csvColumns)[number];
