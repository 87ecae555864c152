import { assumed, measured } from './measured.ts';
import { athenaLeast, type Price, prices } from './prices.ts';
import type { Use } from './use.ts';

/** A service's part of a month: what is counted, how much of it, and what that comes to in USD. */
export type Part = { service: string; what: string; amount: number; price: Price; usd: number };

const KB = 1024;
const month = 30;
const firehoseStep = 5 * KB;

/** Milliseconds that a request of `batch` events takes in Lambda: its CPU time at its share of a core, and waiting. */
export const duration = (batch: number, memory: number = assumed.memory): number =>
  (measured.cpu.request + batch * measured.cpu.event) / Math.min(1, memory / assumed.memoryOfACore) +
  assumed.waiting;

/** The bytes of a packed record of `batch` events, as they land, and as Firehose bills them. */
const recordBytes = (batch: number): number => measured.record.request + batch * measured.record.event;
export const billedBytes = (bytes: number): number => Math.ceil(bytes / firehoseStep) * firehoseStep;

/** How often an event's key is read, so that no copy is taken: the more come late, the more old days are looked at. */
function keyReads({ events, requests }: Use): number {
  const batch = events / requests;
  // Late rows come as batches: so many of them, of each day, in the hours that a daily refresh looks at.
  const batches = (((events / month) * assumed.late) / assumed.lateDays / batch) * (25 / 24);
  return assumed.keyHours + assumed.keyDays + assumed.lateDays * (1 - Math.exp(-batches));
}

/** What Athena scans in a month. */
function scanned(use: Use): number {
  const { events, requests } = use;
  const least = month * assumed.statements * athenaLeast;
  if (events === 0) return least;
  const { key } = measured;
  const keyBytes = key.event + Math.min(key.most, key.installation / (events / requests));
  const isSmall = (events / month) * measured.event < assumed.wholeFile;
  const eventReads = assumed.eventReads + (isSmall ? assumed.lateRewrites : 0);
  const landed = requests * recordBytes(events / requests) * assumed.landingReads;
  const days = requests * assumed.dayBytes * assumed.dayReads;
  const ofEvent = keyBytes * keyReads(use) * (1 + assumed.licenseShare) + measured.event * eventReads;
  return Math.max(least, landed + days + events * ofEvent);
}

/** What a month of this use costs, service by service; the fixed parts are those of a stack that nobody uses. */
export function costs(use: Use): Part[] {
  const { events, requests, installations, months } = use;
  const batch = requests === 0 ? 0 : events / requests;
  const decisions = installations * assumed.decisions;
  const calls = requests + decisions;
  const record = recordBytes(batch);
  const statements = month * assumed.statements;
  const athena = scanned(use);
  const seconds = (requests * duration(batch) + decisions * duration(1)) / 1000;
  const gbSeconds =
    (seconds * assumed.memory + statements * assumed.statementSeconds * assumed.lakeMemory) / KB;
  const stored = installations * assumed.installationBytes;
  const tables =
    events * measured.event * (1 + assumed.licenseShare) +
    installations * assumed.workingDays * assumed.dayBytes;
  const kept = (requests * record * assumed.landingDays) / month + tables * months;

  const part = (service: string, what: string, amount: number, price: Price): Part => ({
    service,
    what,
    amount,
    price,
    usd: amount * price.usd,
  });
  return [
    part('API', 'requests', calls, prices.apiRequest),
    part('API', 'bytes out', calls * assumed.replyBytes, prices.byteOut),
    part('Lambda', 'requests', calls + statements, prices.lambdaRequest),
    part('Lambda', 'GB-seconds', gbSeconds, prices.lambdaSecond),
    part('DynamoDB', 'reads', requests * assumed.reads + decisions * assumed.decisionReads, prices.storeRead),
    part(
      'DynamoDB',
      'writes',
      decisions * assumed.decisionWrites + statements * assumed.statementWrites,
      prices.storeWrite,
    ),
    part('DynamoDB', 'bytes kept', stored, prices.storeByteMonth),
    part('DynamoDB', 'bytes backed up', stored, prices.backupByteMonth),
    part(
      'Firehose',
      'bytes',
      requests * billedBytes(record) + decisions * billedBytes(1),
      prices.firehoseByte,
    ),
    part('S3', 'writes', assumed.objects + statements * assumed.statementPuts, prices.objectPut),
    part('S3', 'reads', statements * assumed.statementGets + athena / assumed.getBytes, prices.objectGet),
    part('S3', 'bytes kept', kept, prices.objectByteMonth),
    part('Athena', 'bytes scanned', athena, prices.athenaByte),
    part('Logs', 'bytes', calls * assumed.logBytes + decisions * assumed.callLogBytes, prices.logByte),
    part('Alarms', 'alarms', assumed.alarms, prices.alarmMonth),
    part('Dashboards', 'dashboards', assumed.dashboards, prices.dashboardMonth),
    part('Metrics', 'custom metrics', assumed.metrics, prices.metricMonth),
    part('Secrets', 'secrets', assumed.secrets, prices.secretMonth),
  ];
}

export const total = (parts: readonly Part[]): number => parts.reduce((sum, { usd }) => sum + usd, 0);
