import { contextFields } from './catalog/catalog.ts';
import type { ContextField } from './catalog/field.ts';
import { columns } from './columns.ts';
import { entitlementColumns } from './entitlements.ts';
import { erasureColumns } from './lake.ts';

/** The Iceberg tables, which the lake's function makes and keeps. */

/** Columns with Athena's types, in their order. */
export type Columns = Readonly<Record<string, string>>;

const all: Columns = Object.fromEntries(columns.map(({ name, events }) => [name, events]));
const some = (names: readonly string[]): Columns =>
  Object.fromEntries(names.map((name) => [name, all[name] as string]));

/** The fields of the context that are kept with any event, or with a purpose. `ci` is one of the keys below. */
const context = (is: (purpose: string) => boolean) =>
  Object.entries<ContextField>(contextFields)
    .filter(([name, { purpose }]) => name !== 'ci' && is(purpose))
    .map(([name]) => name);

/** What a row of `installation_days` is of; beside these the day on which it occurred, which is not always the one sent. */
export const dayKeys = ['product', 'test', 'ci', 'installation_id', 'event_day'] as const;

/**
 * What an installation said last on a day, in two groups: each is from its last row that has any of it, the one with the
 * greatest (`{group}_at`, `{group}_event_id`). Both grow with the catalog.
 */
export const dayGroups: Readonly<Record<'product' | 'environment', Columns>> = {
  product: some(['organization_id', 'version_key', ...context((purpose) => purpose === 'any')]),
  environment: some(['country', ...context((purpose) => purpose === 'environment')]),
};
export type DayGroup = keyof typeof dayGroups;

const { properties: _, ...named } = all;

/** What events with a license say in `properties`, as columns of `license_events`. */
export const licenseProperties = {
  license_type: 'string',
  seats: 'bigint',
  duration_ms: 'bigint',
  outcome: 'string',
  cause: 'string',
} as const;

const installationDays: Columns = {
  ...some(dayKeys),
  day: 'date',
  first_seen: 'timestamp',
  last_seen: 'timestamp',
  ...Object.fromEntries(
    Object.entries(dayGroups).flatMap(([group, columns]) => [
      [`${group}_at`, 'timestamp'],
      [`${group}_event_id`, 'string'],
      ...Object.entries(columns),
    ]),
  ),
};

/** Each table's columns. Those with an `event_day` are partitioned by it. */
export const tables = {
  events: all,
  installation_days: installationDays,
  license_events: { ...named, ...licenseProperties } as Columns,
  entitlements: entitlementColumns as Columns,
  erasures: erasureColumns as Columns,
} as const;
export type Table = keyof typeof tables;

/** The tables with rows of people, by day: what is erased or past retention leaves all of them in one run. */
export const dailyTables = ['events', 'installation_days', 'license_events'] as const satisfies Table[];
export type DailyTable = (typeof dailyTables)[number];
