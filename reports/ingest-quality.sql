-- title: Ingest quality
-- question: How much was lost, rejected or left out on the way, sent twice, by a wrong clock, or by copies of one installation?
-- parameters: product, from, to, include_test
-- chart: lines; x: day; y: missing_share, duplicate_share, clock_corrected_share
-- By the day of arrival, UTC. `missing` are the numbers that an installation's `sequence` skips: events lost, still
-- waiting, or rejected; a jump of more than 10,000 is a new count, not a loss. `duplicates` are copies that arrived and
-- count once; known for the days that landing still holds. `clock_corrected` are stored with a time more than ten
-- minutes from the one sent. `late` events came more than a day after they occurred. `ignored` are fields that could not
-- be taken and were left out of a batch or its events; the rows `fields_ignored` of `events` say which. `forked` are
-- installations that gave one `sequence` number to two events, as copies of one disk do; `on_two_machines` are those seen
-- on a second machine between two events from the first, known only where `environment` was granted: by system,
-- architecture, cores and memory.
WITH arrived AS (
  SELECT
    product,
    CAST(received_at AS date) AS day,
    installation_id,
    sequence - lag(sequence) OVER (PARTITION BY product, installation_id ORDER BY sequence, event_id) - 1 AS skipped,
    occurred_at NOT BETWEEN occurred_at_sent - INTERVAL '10' MINUTE AND occurred_at_sent + INTERVAL '10' MINUTE
      AS corrected,
    received_at > occurred_at + INTERVAL '1' DAY AS late
  FROM events
  WHERE :product IN ('', product)
    AND received_at >= CAST(:from AS timestamp)
    AND received_at < CAST(:to AS timestamp)
    AND test IN (false, :include_test)
    AND coalesce(ci, false) IN (false, :include_test)
    AND installation_id IS NOT NULL
),
counted AS (
  SELECT
    product,
    day,
    count(DISTINCT installation_id) AS installations,
    count(*) AS events,
    sum(CASE WHEN skipped BETWEEN 1 AND 10000 THEN skipped ELSE 0 END) AS missing,
    count_if(corrected) AS clock_corrected,
    count_if(late) AS late,
    count(DISTINCT CASE WHEN skipped = -1 THEN installation_id END) AS forked
  FROM arrived
  GROUP BY product, day
),
machines AS (
  SELECT
    product,
    CAST(received_at AS date) AS day,
    installation_id,
    os_name || '/' || architecture || '/' || CAST(cpu_cores AS varchar) || '/' || CAST(memory_mb AS varchar) AS machine,
    min(occurred_at) AS first_seen,
    max(occurred_at) AS last_seen
  FROM events
  WHERE :product IN ('', product)
    AND received_at >= CAST(:from AS timestamp)
    AND received_at < CAST(:to AS timestamp)
    AND test IN (false, :include_test)
    AND coalesce(ci, false) IN (false, :include_test)
  GROUP BY product, CAST(received_at AS date), installation_id, os_name, architecture, cpu_cores, memory_mb
),
twofold AS (
  SELECT one.product, one.day, count(DISTINCT one.installation_id) AS on_two_machines
  FROM machines AS one
  JOIN machines AS other
    ON other.product = one.product
    AND other.day = one.day
    AND other.installation_id = one.installation_id
    AND other.machine <> one.machine
    AND other.first_seen > one.first_seen
    AND other.first_seen < one.last_seen
  GROUP BY one.product, one.day
),
copied AS (
  SELECT
    product,
    CAST(substr(received_at, 1, 10) AS date) AS day,
    row_number() OVER (PARTITION BY product, installation_id, event_id ORDER BY received_at, hour) AS copy
  FROM landing
  WHERE hour >= :from || '-00'
    AND hour < :to || '-00'
    AND :product IN ('', product)
    AND test IN (false, :include_test)
    AND coalesce(ci, false) IN (false, :include_test)
    AND event_id IS NOT NULL
    AND installation_id IS NOT NULL
    AND event_name <> 'erasure_requested'
),
duplicated AS (
  SELECT product, day, count_if(copy > 1) AS duplicates
  FROM copied
  GROUP BY product, day
),
left_out AS (
  SELECT
    product,
    CAST(received_at AS date) AS day,
    sum(CAST(element_at(properties, 'times') AS bigint)) AS ignored
  FROM events
  WHERE :product IN ('', product)
    AND received_at >= CAST(:from AS timestamp)
    AND received_at < CAST(:to AS timestamp)
    AND test IN (false, :include_test)
    AND event_name = 'fields_ignored'
  GROUP BY product, CAST(received_at AS date)
)
SELECT
  counted.product,
  counted.day,
  counted.installations,
  counted.events,
  counted.missing,
  1e0 * counted.missing / (counted.events + counted.missing) AS missing_share,
  duplicated.duplicates,
  1e0 * duplicated.duplicates / (counted.events + duplicated.duplicates) AS duplicate_share,
  counted.clock_corrected,
  1e0 * counted.clock_corrected / counted.events AS clock_corrected_share,
  counted.late,
  1e0 * counted.late / counted.events AS late_share,
  coalesce(left_out.ignored, 0) AS ignored,
  counted.forked,
  coalesce(twofold.on_two_machines, 0) AS on_two_machines
FROM counted
LEFT JOIN duplicated
  ON duplicated.product = counted.product AND duplicated.day = counted.day
LEFT JOIN twofold
  ON twofold.product = counted.product AND twofold.day = counted.day
LEFT JOIN left_out
  ON left_out.product = counted.product AND left_out.day = counted.day
ORDER BY counted.product, counted.day
