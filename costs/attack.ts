import { preflight, type Route } from '../shared/api/route.ts';
import { type RouteName, routes } from '../shared/api/routes.ts';
import { throttleOf } from '../shared/api/throttles.ts';
import { limits } from '../shared/limits.ts';
import type { Settings } from '../shared/settings.ts';
import { billedBytes, costs, duration, total } from './costs.ts';
import { assumed, measured } from './measured.ts';
import { prices } from './prices.ts';
import { idle, ofFleet, type Use } from './use.ts';

/** Something that strangers can have the vendor pay for, how often in a second, and what a month of it costs in USD. */
export type Harm = { what: string; rate: number; usd: number };

const days = 30;
const seconds = days * 86_400;

/** The dearest call of a route: what it has DynamoDB, S3 and Firehose do, what stays, and the bytes of its reply. */
type Call = {
  reads: number;
  writes?: number;
  puts?: number;
  gets?: number;
  record?: true;
  kept?: number;
  out?: number;
};
const calls: Record<Exclude<RouteName, 'POST /v1/events'> | '$default', Call> = {
  // Of an installation that was made up just now.
  'PUT /v1/consent': { reads: 6, writes: 2, record: true, kept: assumed.installationBytes },
  'GET /v1/consent/{installation_id}': { reads: 4 },
  'POST /v1/erasures': { reads: 4, writes: 3, record: true, kept: 1000 },
  'GET /v1/erasures/{erasure_id}': { reads: 3 },
  'POST /v1/exports': { reads: 4, writes: 3, puts: 1, kept: 1000 },
  'GET /v1/exports/{export_id}': { reads: 3, gets: 1, out: 3 * 1024 ** 2 },
  'PUT /v1/organizations/{organization_id}/consent': { reads: 2 },
  'GET /v1/organizations/{organization_id}/consent': { reads: 2 },
  'GET /v1/organizations/{organization_id}/statement': { reads: 2 },
  'GET /v1/notice': { reads: 0, out: 64 * 1024 },
  'GET /v1/openapi.json': { reads: 0, out: 128 * 1024 },
  'GET /v1/health': { reads: 0 },
  'GET /v1/keys': { reads: 1 },
  $default: { reads: 0 },
};
const heads = Object.keys(routes).filter((route) => (routes as Record<string, Route>)[route]?.head);

const usdOf = ({ reads, writes = 0, puts = 0, gets = 0, record, kept = 0, out = assumed.replyBytes }: Call) =>
  prices.apiRequest.usd +
  out * prices.byteOut.usd +
  prices.lambdaRequest.usd +
  (duration(1) / 1000) * (assumed.memory / 1024) * prices.lambdaSecond.usd +
  reads * prices.storeRead.usd +
  writes * prices.storeWrite.usd +
  puts * prices.objectPut.usd +
  gets * prices.objectGet.usd +
  (record ? billedBytes(1) * prices.firehoseByte.usd : 0) +
  // For half of the month, on average.
  (kept / 2) * (prices.storeByteMonth.usd + prices.backupByteMonth.usd) +
  (assumed.logBytes + assumed.callLogBytes) * prices.logByte.usd;

/**
 * What strangers can do all month as fast as the throttles let them, with a write key, which ships in the product:
 * every route, batches of as many events as one may have, of every event day there is, and exports. `fleet` is the
 * honest use beside it, since an export reads all that is stored.
 */
export function worstMonth({ throttle, exportHours, corsOrigins }: Settings, fleet: Use): Harm[] {
  const requests = throttle.rate * seconds;
  const attack = { events: requests * limits.events, requests, installations: 0, months: 1 };
  const stored = fleet.events * fleet.months;
  const exports = days * (24 / exportHours);
  const harm = (what: string, rate: number, usd: number): Harm => ({ what, rate, usd });
  const ofRoutes = [
    ...Object.entries(calls),
    ...heads.map((route) => [route.replace('GET', 'HEAD'), { reads: 0 }] as const),
  ];
  return [
    harm(
      `POST /v1/events, ${limits.events} events each`,
      throttle.rate,
      total(costs(attack)) - total(costs(idle)),
    ),
    // Preflights have the stage's throttle, as the events that they come before.
    ...(corsOrigins.length > 0
      ? [harm(preflight, throttle.rate, throttle.rate * seconds * usdOf({ reads: 0 }))]
      : []),
    ...ofRoutes.map(([route, call]) => {
      const rate = throttleOf(route, throttle.rate) as number;
      return harm(route, rate, rate * seconds * usdOf(call));
    }),
    harm(
      'An export each time that they are answered: all of `events`',
      exports / seconds,
      exports * stored * measured.event * prices.athenaByte.usd,
    ),
    harm(
      'An event of each day there is, so that a daily refresh or an export reads all keys',
      (exports + days) / seconds,
      (exports + days) * stored * measured.key.event * prices.athenaByte.usd,
    ),
  ];
}

/**
 * What a day costs on which every request is as large as a record may be, in USD: bytes are bounded by no throttle,
 * only by what Firehose takes (`perSecond`) and by how soon somebody revokes the key.
 */
export function floodedDay({ exportHours }: Settings, perSecond: number): number {
  const bytes = perSecond * 86_400;
  // Each export has the three statements of a daily refresh look again at the hour that was not over.
  const lateReads = 3 / exportHours;
  const scanned = bytes * (assumed.landingReads + lateReads + assumed.eventReads);
  // Landing is kept for a week, the events until somebody has them deleted: a month of both.
  const kept = bytes * (assumed.landingDays / days + 1);
  return (
    bytes * prices.firehoseByte.usd + scanned * prices.athenaByte.usd + kept * prices.objectByteMonth.usd
  );
}

/** A fleet for which a throttle of so many requests a second is enough, a year after its first event. */
export const fleetOf = (rate: number): Use => ofFleet(rate * 2500, 6, 50, 12);
