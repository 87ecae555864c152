import { settings } from '#vendor/settings';
import { columns } from '../shared/columns.ts';
import { importColumns } from '../shared/entitlements.ts';
import { hourFormat, importsPrefix, landingPrefix, requestColumns, requestsPrefix } from '../shared/lake.ts';
import { type Columns, type Table, tables } from '../shared/tables.ts';

/**
 * Statements that can't have one text on Athena and on Trino. Everything else runs on both as it stands: the refresh,
 * the import of entitlements, and the reports. Add a pair here with its reason, and run its `trino` by .ci/trino.ts.
 */

type Variant = { why: string; athena: string; trino: string };

/** The names of types in Athena's DDL, which is Hive's, as Trino has them. */
const trinoTypes: Record<string, string> = {
  string: 'varchar',
  'map<string,string>': 'map(varchar, varchar)',
  timestamp: 'timestamp(6)',
};
const typed = (named: [string, string][]) =>
  named.map(([name, type]) => `${name} ${trinoTypes[type] ?? type}`).join(', ');

/** Each of the lake's own tables. */
const iceberg = Object.fromEntries(
  Object.entries<Columns>(tables).map(([table, columns]) => [
    table,
    {
      why: 'Athena names the type of a table and its place in Hive’s words; Trino does so by properties.',
      athena: 'functions/lake/schema.ts: CREATE TABLE IF NOT EXISTS … TBLPROPERTIES (…)',
      trino: `CREATE TABLE ${table} (${typed(Object.entries(columns))})${
        'event_day' in columns ? " WITH (partitioning = ARRAY['event_day'])" : ''
      }`,
    },
  ]),
) as Record<Table, Variant>;

export const variants = {
  ...iceberg,
  landing: {
    why: 'On AWS the stack makes it; the properties of its projection have other names in Trino.',
    athena: 'infra/tables.ts: landing',
    trino: `CREATE TABLE hive.usage.landing (${typed(columns.map(({ name, landing }) => [name, landing]))},
  hour varchar WITH (
    partition_projection_type = 'date',
    partition_projection_format = '${hourFormat}',
    partition_projection_range = ARRAY['NOW-${settings.landingDays * 24 + 25}HOURS', 'NOW'],
    partition_projection_interval = 1,
    partition_projection_interval_unit = 'HOURS'
  )
) WITH (
  format = 'OPENX_JSON',
  external_location = 'local:///${landingPrefix}',
  partitioned_by = ARRAY['hour'],
  partition_projection_enabled = true,
  partition_projection_location_template = 'local:///${landingPrefix}hour=\${hour}/',
  extra_properties = MAP(ARRAY['ignore.malformed.json'], ARRAY['true'])
)`,
  },
  imports: {
    why: 'As with landing.',
    athena: 'infra/tables.ts: imports',
    trino: `CREATE TABLE hive.usage.entitlements_import (${typed(Object.entries(importColumns))})
WITH (format = 'OPENX_JSON', external_location = 'local:///${importsPrefix}')`,
  },
  requests: {
    why: 'As with landing.',
    athena: 'infra/tables.ts: requests',
    trino: `CREATE TABLE hive.usage.requests (${typed(Object.entries(requestColumns))})
WITH (format = 'OPENX_JSON', external_location = 'local:///${requestsPrefix}')`,
  },
  optimize: {
    why: 'Athena has a statement of its own for what is a table procedure in Trino.',
    athena: 'functions/lake/compact.ts: OPTIMIZE … REWRITE DATA USING BIN_PACK',
    trino: 'ALTER TABLE {table} EXECUTE optimize',
  },
  expireSnapshots: {
    why: 'As with optimize. Here without the day that Athena keeps a snapshot for queries under way.',
    athena: 'functions/lake/compact.ts: VACUUM …',
    trino: "ALTER TABLE {table} EXECUTE expire_snapshots(retention_threshold => '0s')",
  },
  removeOrphans: {
    why: 'The other half of VACUUM.',
    athena: 'functions/lake/compact.ts: VACUUM …',
    trino: "ALTER TABLE {table} EXECUTE remove_orphan_files(retention_threshold => '0s')",
  },
  addColumn: {
    why: 'Athena adds columns in Hive’s words: a list in brackets.',
    athena: 'functions/lake/schema.ts: ALTER TABLE … ADD COLUMNS (name type)',
    trino: 'ALTER TABLE {table} ADD COLUMN {name} {type}',
  },
} as const satisfies Record<string, Variant>;

/** A variant's text for one of the tables. */
export const onTable = ({ trino }: Variant, table: Table): string => trino.replaceAll('{table}', table);
