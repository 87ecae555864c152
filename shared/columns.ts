import { batchFields, contextFields, eventFields, serviceFields } from './catalog/catalog.ts';
import type { Type } from './catalog/field.ts';

/** A column in both tables: its type in `landing` (as the JSON is read) and in `events` (Iceberg). */
export type Column = { name: string; landing: string; events: string };

const same = (name: string, type: string): Column => ({ name, landing: type, events: type });
/** Times land as ISO 8601 text, so that no reader's idea of an epoch matters. */
const time = (name: string): Column => ({ name, landing: 'string', events: 'timestamp' });

const glueTypes = { integer: 'bigint', megabytes: 'bigint', number: 'double', boolean: 'boolean' } as const;
function column([name, field]: [string, Type]): Column {
  if (field.type === 'time') return time(name);
  return same(name, glueTypes[field.type as keyof typeof glueTypes] ?? 'string');
}

const { event_id, event_name, occurred_at, sequence, ...ofUser } = eventFields;

/** The columns of `landing` and `events`, in the contract's order. `landing` has the partition `hour` besides. */
export const columns: readonly Column[] = [
  ...Object.entries({ event_id, event_name }).map(column),
  same('product', 'string'),
  same('test', 'boolean'),
  same('version_key', 'string'),
  ...Object.entries({ ...batchFields, ...ofUser, sequence, occurred_at }).map(column),
  time('occurred_at_sent'),
  time('received_at'),
  { name: 'event_day', landing: 'string', events: 'date' },
  ...Object.entries(serviceFields).map(column),
  ...Object.entries(contextFields).map(column),
  same('license_id', 'string'),
  same('properties', 'map<string,string>'),
];
