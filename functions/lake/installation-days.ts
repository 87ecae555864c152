import { type DayGroup, dayGroups, dayKeys, tables } from '../../shared/tables.ts';
import { differing, merge } from './merge.ts';

/** The statements of `installation_days`. `{dates}` are the event days concerned, and stand in the text. */

const groups = Object.keys(dayGroups) as DayGroup[];
const columnsOf = (group: DayGroup) => Object.keys(dayGroups[group]);
const keys = [...dayKeys, 'day'];
const names = Object.keys(tables.installation_days);
/** What events of one installation's day must agree in, to be taken as one. */
const same = [...keys, ...groups.flatMap(columnsOf)].join(', ');

const indented = (lines: readonly string[]) => lines.join(',\n  ');
/** A value of an event, where it says anything of the group. */
const ifSaid = (group: DayGroup, value: string) =>
  `CASE WHEN ${columnsOf(group)
    .map((name) => `${name} IS NOT NULL`)
    .join(' OR ')} THEN ${value} END`;
/** What orders the rows of a group: two events of one time are told apart by their IDs. */
const key = (group: DayGroup) =>
  `CASE WHEN ${group}_at IS NOT NULL THEN ROW(${group}_at, ${group}_event_id) END`;

/**
 * The events as days, which say no more than they do: those of an installation's day that say the same are one, which
 * spares comparing most of them value by value. `where` narrows them further.
 */
const ofEvents = (where = '') => `SELECT
  ${indented([
    ...keys,
    'first_seen',
    'last_seen',
    ...groups.flatMap((group) => [
      `${ifSaid(group, 'last_seen')} AS ${group}_at`,
      `${ifSaid(group, 'last_event_id')} AS ${group}_event_id`,
      ...columnsOf(group),
    ]),
  ])}
FROM (
  SELECT
    ${same},
    min(occurred_at) AS first_seen,
    max(occurred_at) AS last_seen,
    max_by(event_id, ROW(occurred_at, event_id)) AS last_event_id
  FROM (
    SELECT *, CAST(occurred_at AS date) AS day
    FROM events
    WHERE event_day IN ({dates})
      -- What the service itself writes has none.
      AND installation_id IS NOT NULL${where}
  ) AS dated
  GROUP BY ${same}
) AS alike`;

const held = (where = '') => `SELECT ${names.join(', ')}
FROM installation_days
WHERE event_day IN ({dates})${where}`;

/** One row for each installation and day of some rows: when it was seen first and last, and what it said last. */
const reduced = (rows: string) => `SELECT
  ${indented([
    ...keys,
    'min(first_seen) AS first_seen',
    'max(last_seen) AS last_seen',
    ...groups.flatMap((group) => {
      const all = [`${group}_at`, `${group}_event_id`, ...columnsOf(group)];
      const last = `max_by(ROW(${all.join(', ')}), ${key(group)})`;
      return all.map((name, i) => `${last}[${i + 1}] AS ${name}`);
    }),
  ])}
FROM (
${rows}
) AS said
GROUP BY ${keys.join(', ')}`;

/**
 * Adds what the events that arrived since a time say of their days, a row for each installation and day, and does not look
 * at what is held: a repetition adds rows, but nothing to what readers make of them. Parameter: that time, as it lands.
 */
export const insertInstallationDays = `INSERT INTO installation_days (${names.join(', ')})
${reduced(ofEvents("\n  AND received_at >= CAST(from_iso8601_timestamp(?) AT TIME ZONE 'UTC' AS timestamp)"))}`;

/** Whose user is being erased: the days of that installation are rebuilt from the rows that are left. */
const ofErasedUsers = `
  AND (product, installation_id) IN (
    SELECT product, installation_id FROM erasures WHERE user_id IS NOT NULL
  )`;

const anew = (rows: string, where = '') =>
  merge('installation_days', {
    keys: ['event_day', 'product', 'installation_id'],
    rows: reduced(rows),
    where,
  });

/** Makes whole days anew, of `events`. */
export const remakeDays = anew(ofEvents());
/** Makes them one row for each installation and day, as they would be read. */
export const consolidateDays = anew(held());
export const remakeDaysOfErasedUsers = anew(ofEvents(ofErasedUsers), ofErasedUsers);

/** The days of which so many rows say what one could, so that making one of them saves more than it costs. */
export const scatteredDays = `SELECT event_day FROM (
  SELECT event_day, count(*) AS n
  FROM installation_days
  WHERE event_day >= CAST(? AS date) AND event_day < CAST(? AS date)
  GROUP BY ${keys.join(', ')}
) AS days
GROUP BY event_day
HAVING sum(n) >= 2 * count(*)
ORDER BY event_day`;

/** How many rows differ between what is held, as it would be read, and what `events` say. */
export const differingDays = differing(reduced(held()), reduced(ofEvents()));
