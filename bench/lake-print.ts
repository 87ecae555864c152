import { formats } from '../reports/format.ts';
import type { Work } from '../trino/client.ts';
import type { Lake } from './lake.ts';
import { days } from './lake-history.ts';

/** What the lake's bench says, as ratios: they carry over to other machines, times do not. */

const megabytes = (bytes: number) => (bytes / 1024 ** 2).toFixed(1);
const ratio = (one: Work, other: Work) => (one.cpuTimeMillis / Math.max(1, other.cpuTimeMillis)).toFixed(2);

function table(rows: Record<string, string | number>[]): string {
  const columns = Object.keys(rows[0] ?? {}).map((name, i) => ({ name, type: i ? 'double' : 'varchar' }));
  return formats.table({ columns, rows });
}

export function lakeTables({
  kept,
  parts,
  scattered,
  against,
  before,
  after,
  columns,
  keys,
  hourly,
  compacted,
}: Lake): string {
  const million = ({ rows }: { rows: number }) => `${(rows / 1e6).toFixed(2)} million rows`;
  return [
    'CPU time that keeping the two tables adds to an hourly refresh',
    table(
      kept.map(({ rows, atOnce, refresh, days, licenses }) => ({
        'rows an hour': rows.toLocaleString('en-US'),
        'of an installation': String(atOnce),
        installation_days: ratio(days, refresh),
        license_events: ratio(licenses, refresh),
        both: ((days.cpuTimeMillis + licenses.cpuTimeMillis) / refresh.cpuTimeMillis).toFixed(2),
      })),
    ),
    '\nA refresh of one hour in one statement, and by slices of its installations: memory at the peak of one statement',
    table(
      parts.map(({ rows, slices, cpuTimeMillis, peakMemoryBytes }) => ({
        'rows an hour': rows.toLocaleString('en-US'),
        statements: slices,
        'MB of memory': megabytes(peakMemoryBytes),
        'CPU time': (cpuTimeMillis / (parts[0]?.cpuTimeMillis ?? 1)).toFixed(1),
      })),
    ),
    '\nMaking closed days one row for each installation: reads by the report on versions after which that has paid',
    table(
      scattered.map(({ rows, cost, saves, bytes }) => ({
        'rows for one': String(rows),
        'reads, by CPU time': saves > 0 ? (cost / saves).toFixed(0) : 'never',
        'bytes of a read': bytes.toFixed(2),
      })),
    ),
    '\nReports on the tables kept for them, against a plain scan of the columns that they would need of events',
    table(
      against.map(({ name, events, report, scan }) => ({
        report: name,
        events: (events / 1e6).toFixed(0),
        'CPU time': ratio(report, scan),
        bytes: (report.physicalInputBytes / scan.physicalInputBytes).toFixed(3),
      })),
    ),
    `${million(before)}, and ${million(after)}, as many a day`,
    table([
      {
        'CPU time': 'refresh of one hour, on the longer history against the shorter',
        ratio: ratio(after.refresh, before.refresh),
      },
      {
        'CPU time': 'a question over hourly files, against the same compacted',
        ratio: ratio(hourly.work, compacted.work),
      },
    ]),
    `\nFiles of the last three days: ${hourly.files}, compacted ${compacted.files}`,
    '\nBytes a row of the largest columns',
    table(
      Object.entries(columns)
        .filter(([, bytes]) => bytes > 0.1)
        .map(([column, bytes]) => ({ column, bytes: bytes.toFixed(1) })),
    ),
    "\nBytes a row of a fleet's hour, by the events that an installation sends at once",
    table(
      Object.entries(keys).map(([size, sizes]) => ({
        'at once': size,
        ...Object.fromEntries(Object.entries(sizes).map(([name, bytes]) => [name, bytes.toFixed(1)])),
      })),
    ),
    `\nMB read for the last ${days} days, of files so small that what lies between columns is read too`,
    table(
      Object.entries(after.reports).map(([name, work]) => ({
        report: name,
        'shorter history': megabytes((before.reports[name] as Work).physicalInputBytes),
        'longer history': megabytes(work.physicalInputBytes),
      })),
    ),
  ].join('\n');
}
