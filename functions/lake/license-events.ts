import { licenseProperties, tables } from '../../shared/tables.ts';
import { differing, merge } from './merge.ts';

/** The statements of `license_events`. `{dates}` are the event days concerned, and stand in the text. */

const names = Object.keys(tables.license_events);
const values = names.map((name) => {
  const type = (licenseProperties as Record<string, string>)[name];
  if (!type) return `events.${name}`;
  const text = `element_at(events.properties, '${name}')`;
  return `${type === 'string' ? text : `try_cast(${text} AS ${type})`} AS ${name}`;
});
const ofEvents = (more = '', where = '') => `SELECT
  ${values.join(',\n  ')}
FROM events${more}
WHERE events.event_day IN ({dates})
  AND events.license_id IS NOT NULL${where}`;

/** Adds the events with a license that arrived since a time and are not there yet. Parameter: that time, as it lands. */
export const insertLicenseEvents = `INSERT INTO license_events (${names.join(', ')})
WITH stored AS (
  SELECT product, installation_id, event_id
  FROM license_events
  WHERE event_day IN ({dates})
)
${ofEvents(
  `
LEFT JOIN stored
  ON stored.event_id = events.event_id
  AND stored.product = events.product
  AND stored.installation_id = events.installation_id`,
  `
  AND events.received_at >= CAST(from_iso8601_timestamp(?) AT TIME ZONE 'UTC' AS timestamp)
  AND stored.event_id IS NULL`,
)}`;

/** Makes whole days anew, of `events`. */
export const remakeLicenses = merge('license_events', {
  keys: ['event_day', 'product', 'installation_id', 'event_id'],
  rows: ofEvents(),
});

const list = names.join(', ');
/** How many rows differ between what is held and what `events` say; one that is there twice differs too. */
export const differingLicenses = differing(
  `SELECT ${list}, count(*) AS copies
FROM license_events
WHERE event_day IN ({dates})
GROUP BY ${list}`,
  `SELECT ${list}, count(*) AS copies
FROM (
${ofEvents()}
) AS said
GROUP BY ${list}`,
);
