import { randomUUID } from 'node:crypto';
import { day, dayOf as dayAt, hour, hourOf as hourAt } from '../shared/time.ts';
import { versionKey } from '../shared/versions/key.ts';

/** Made-up events for the lake's bench: two products' 20,000 installations, six versions, a license event in 50. */

const installations = 20_000;
export const dayOf = (ago: number): string => dayAt(Date.now() - ago * day);
export const hourOf = (ago: number): string => hourAt(Date.now() - ago * hour);

export const license = `INSERT INTO entitlements VALUES
('license', 'atlas', 'acme', 'floating', 1000, CAST('2020-01-01' AS date), CAST('9999-12-31' AS date))`;

/** A statement that writes `perDay` events on each day from so many to so many days ago. */
export const fill = (from: number, to: number, perDay: number): string => `
INSERT INTO events (event_id, event_name, product, test, installation_id, user_id, sequence, occurred_at,
  occurred_at_sent, received_at, event_day, product_version, version_key, ci, language, os_name, country, license_id, properties)
SELECT
  CAST(uuid() AS varchar),
  CASE WHEN n % 50 = 0 THEN 'license_checked' ELSE 'feature_used' END,
  CASE WHEN n % 3 = 0 THEN 'tide' ELSE 'atlas' END,
  false,
  ${installation('n % 20000')},
  ${installation('n % 30000')},
  CAST(n AS bigint),
  at,
  at,
  at + INTERVAL '1' MINUTE,
  event_day,
  '4.' || CAST((n / 20000 + ago / 100) % 6 AS varchar) || '.0',
  '014.01' || CAST((n / 20000 + ago / 100) % 6 AS varchar) || '*|*4.' ||
    CAST((n / 20000 + ago / 100) % 6 AS varchar) || '.0',
  false,
  CASE WHEN n % 4 = 0 THEN 'de-DE' ELSE 'en-US' END,
  CASE WHEN n % 5 = 0 THEN 'macOS' ELSE 'Windows' END,
  CASE WHEN n % 4 = 0 THEN 'DE' ELSE 'US' END,
  CASE WHEN n % 50 = 0 THEN 'license' END,
  CASE WHEN n % 50 = 0 THEN MAP(ARRAY['outcome'], ARRAY['success'])
    ELSE MAP(ARRAY['feature', 'count'], ARRAY['feature-' || CAST(n % 30 AS varchar), '1']) END
FROM (
  SELECT
    n,
    ago,
    date_add('day', -ago, current_date) AS event_day,
    date_add('second', n % 86400, CAST(date_add('day', -ago, current_date) AS timestamp)) AS at
  FROM UNNEST(sequence(${from}, ${to - 1})) AS days (ago)
  CROSS JOIN UNNEST(sequence(1, ${Math.ceil(perDay / 100)})) AS hundreds (h)
  CROSS JOIN UNNEST(sequence(0, 99)) AS ones (o)
  CROSS JOIN UNNEST(ARRAY[CAST(floor(random() * ${installations * 100}) AS bigint)]) AS numbers (n)
)`;
const installation = (n: string) => `lower(to_hex(md5(to_utf8(CAST(${n} AS varchar)))))`;

/** Rows of the last hours as `ingest` writes them, one in twenty twice. */
export function newRows(count: number): string {
  const rows = Array.from({ length: count }, (_, i) => {
    const at = new Date(Date.now() - i * 100).toISOString();
    return JSON.stringify({
      event_id: randomUUID(),
      event_name: 'feature_used',
      product: 'atlas',
      test: false,
      installation_id: randomUUID(),
      sequence: i,
      occurred_at: at,
      occurred_at_sent: at,
      received_at: at,
      event_day: at.slice(0, 10),
      product_version: '4.5.0',
      version_key: versionKey('4.5.0'),
      properties: { feature: 'export_pdf', count: '1' },
    });
  });
  return `${[...rows, ...rows.filter((_, i) => i % 20 === 0)].join('\n')}\n`;
}
