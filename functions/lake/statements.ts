import { readFileSync } from 'node:fs';
import { type Column, columns } from '../../shared/columns.ts';
import { type DailyTable, dailyTables } from '../../shared/tables.ts';

const file = (name: string) => readFileSync(new URL(`./${name}.sql`, import.meta.url), 'utf8');

const values: Record<string, (name: string) => string> = {
  timestamp: (name) => `CAST(from_iso8601_timestamp(${name}) AT TIME ZONE 'UTC' AS timestamp)`,
  date: (name) => `CAST(${name} AS date)`,
};
const selected = ({ name, events }: Column) => (values[events] ?? String)(`arrived.${name}`);

const insert = file('insert')
  .replace('{columns}', columns.map(({ name }) => name).join(', '))
  .replace('{values}', columns.map(selected).join(',\n  '));

/**
 * The statement of insert.sql, with the columns of the catalog: names of ours, never anything that was sent. `slice` is a
 * condition on the installations that it takes.
 */
export const insertEvents = (slice = ''): string =>
  insert.replaceAll('{slice}', slice && `\n    AND ${slice}`);

/** Takes the erasures that were asked for. Parameters: first and last hour of arrival. */
export const insertErasures = file('insert-erasures');

/** The rows that were asked for, as JSON has them: the columns of the catalog. */
export const exportRows = file('answer-exports').replace(
  '{values}',
  columns
    .map(({ name }) =>
      name === 'properties' ? 'json_format(CAST(e.properties AS json)) AS properties' : `e.${name}`,
    )
    .join(',\n  '),
);

/** The event days in landing, and when the first of their rows came. Parameters: first and last hour of arrival. */
export const landedDays = `SELECT event_day, min(received_at) AS first_at FROM landing
WHERE hour BETWEEN ? AND ? AND event_id IS NOT NULL AND event_name <> 'erasure_requested'
GROUP BY event_day
ORDER BY event_day`;

/** The erasures under way, oldest first; `requested_at` in seconds since 1970. */
export const openErasures = `SELECT erasure_id, to_unixtime(min(requested_at)) AS requested_at
FROM erasures GROUP BY erasure_id ORDER BY requested_at, erasure_id`;

/** The rows that are to be erased. `installation_days` says nothing of users: it is made anew for theirs. */
const concerned = (table: DailyTable) => `FROM ${table} AS held JOIN erasures
  ON erasures.product = held.product
  AND erasures.installation_id = held.installation_id
  AND ${table === 'installation_days' ? 'erasures.user_id IS NULL' : '(erasures.user_id IS NULL OR erasures.user_id = held.user_id)'}
WHERE held.event_day >= CAST(? AS date)`;
const ofAll = (select: (table: DailyTable) => string) => dailyTables.map(select).join('\nUNION\n');

/**
 * The days with rows that are to be erased, and those of an installation of which a user is. Parameter, for each table
 * and once more: the first day to look at.
 */
export const daysToErase = `${ofAll((table) => `SELECT held.event_day ${concerned(table)}`)}
UNION
SELECT held.event_day FROM installation_days AS held JOIN erasures
  ON erasures.product = held.product
  AND erasures.installation_id = held.installation_id
  AND erasures.user_id IS NOT NULL
WHERE held.event_day >= CAST(? AS date)
ORDER BY event_day`;

/** Deletes what is to be erased on some days: all of an installation, then a user's rows. */
export const deleteInstallations = dailyTables.map(
  (table) => `DELETE FROM ${table}
WHERE event_day IN ({dates}) AND (product, installation_id) IN (
  SELECT product, installation_id FROM erasures WHERE user_id IS NULL
)`,
);
export const deleteUsers = (['events', 'license_events'] as const).map(
  (table) => `DELETE FROM ${table}
WHERE event_day IN ({dates}) AND (product, installation_id, user_id) IN (
  SELECT product, installation_id, user_id FROM erasures WHERE user_id IS NOT NULL
)`,
);

/** The erasures of which a row is still there. Parameter, for each table: the first day to look at. */
export const unfinished = ofAll((table) => `SELECT erasures.erasure_id ${concerned(table)}`);

/** Files that say which rows of other files are deleted: while there is one, the rows are in those still. */
export const deleteFiles = (table: string) =>
  `SELECT count(*) AS files FROM "${table}$files" WHERE content <> 0`;
/** What a table consists of. */
export const dataFiles = (table: string) => `SELECT file_path FROM "${table}$files"`;
