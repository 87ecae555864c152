import { assumed } from './measured.ts';

/** A month of use: events in so many requests, from so many installations, for so many months until now. */
export type Use = { events: number; requests: number; installations: number; months: number };

/** When an SDK of ours sends what it gathered: at so many events, or so long after the first. In hours. */
const sdk = { events: 200, hours: 1 };

/** Requests a day of a product that is used for `hours` and tracks `perHour` events in each, by the SDK's defaults. */
export function requestsADay(hours: number, perHour: number): number {
  const events = Math.round(hours * perHour);
  let requests = 0;
  for (let first = 0; first < events; requests++) {
    // The rest of a day goes out when the product is started next.
    let last = first;
    while (last < events && last - first < sdk.events && (last - first) / perHour < sdk.hours) last++;
    first = last;
  }
  return requests;
}

/** What a fleet of desktop installations sends that is used for so many hours on each working day. */
export function ofFleet(installations: number, hours: number, perHour: number, months = 1): Use {
  const days = installations * assumed.workingDays;
  const events = days * Math.round(hours * perHour);
  return { events, requests: days * requestsADay(hours, perHour), installations, months };
}

/** Events in batches of that size, as of installations that send one an hour, six hours a working day. */
export function ofBatches(events: number, batch: number, months = 1): Use {
  const requests = events / batch;
  return { events, requests, installations: requests / (6 * assumed.workingDays), months };
}

/** A stack that nobody uses. */
export const idle: Use = { events: 0, requests: 0, installations: 0, months: 1 };
