import { assumed, measured } from './measured.ts';
import { athenaLeast, type Price, prices } from './prices.ts';

/** A service's part of a month: what is counted, how much of it, and what that comes to in USD. */
export type Part = { service: string; what: string; amount: number; price: Price; usd: number };

const KB = 1024;
const firehoseStep = 5 * KB;

/** Milliseconds that a request of `batch` events takes in Lambda: its CPU time at its share of a core, and waiting. */
export const duration = (batch: number, memory: number = assumed.memory): number =>
  (measured.cpu.request + batch * measured.cpu.event) / Math.min(1, memory / assumed.memoryOfACore) +
  assumed.waiting;

/** What a month of `events` events costs when they come in batches of `batch`, service by service. */
export function costs(events: number, batch: number): Part[] {
  const requests = events / batch;
  const record = measured.record.request + batch * measured.record.event;
  const billed = Math.ceil(record / firehoseStep) * firehoseStep;
  const landed = requests * record;
  const { memory, logBytes, statements } = assumed;
  const gbSeconds = (requests * (duration(batch) / 1000) * memory) / KB;
  const read = assumed.keyBytes * assumed.keyReads + assumed.eventBytes * assumed.rewrites;
  const scanned = landed * assumed.landingReads + events * read;
  const kept = (landed * assumed.landingDays) / 30 + events * assumed.eventBytes;

  const part = (service: string, what: string, amount: number, price: Price): Part => ({
    service,
    what,
    amount,
    price,
    usd: amount * price.usd,
  });
  return [
    part('API', 'requests', requests, prices.apiRequest),
    part('Lambda', 'requests', requests, prices.lambdaRequest),
    part('Lambda', 'GB-seconds', gbSeconds, prices.lambdaSecond),
    part('DynamoDB', 'reads', requests * assumed.reads, prices.storeRead),
    part('Firehose', 'bytes', requests * billed, prices.firehoseByte),
    part('S3', 'objects', assumed.objects, prices.objectPut),
    part('S3', 'bytes kept a month', kept, prices.objectByteMonth),
    part('Athena', 'bytes scanned', Math.max(scanned, statements * athenaLeast), prices.athenaByte),
    part('Logs', 'bytes', requests * logBytes, prices.logByte),
    part('Alarms', 'alarms', assumed.alarms, prices.alarmMonth),
    part('Metrics', 'custom metrics', assumed.metrics, prices.metricMonth),
    part('Secrets', 'secrets', assumed.secrets, prices.secretMonth),
  ];
}

export const total = (parts: readonly Part[]): number => parts.reduce((sum, { usd }) => sum + usd, 0);
