import { events as catalog, type Purpose } from './catalog.ts';
import { isPlausible, minute } from './clock.ts';
import type { Batch, Event as Sent } from './wire.ts';

/** A line of a segment, from the second on: an event as it is sent. */
export type Event = Sent & { sequence: number };
export type Context = Record<string, string | number | boolean>;
/** The first line of a segment: what its events have in common. `offset`: what their clock was corrected by, in ms. */
export type Header = { format?: 1; context: Context; organization_id?: string | undefined; offset: number };
/** `lost`: lines that hold no event any more. */
export type Segment = { header: Header; events: Event[]; lost: number };
/** What is granted now, and under which notice. */
export type Granted = { purposes: readonly Purpose[]; notice_version: number };

/**
 * Reads a segment; undefined where it is of a later format, and so another SDK's to send. A line that was torn by a
 * crash is no event; without its header a segment has none. An empty line means nothing.
 */
export function segmentOf(text: string): Segment | undefined {
  const [first = '', ...lines] = text.replace(/^\ufeff/, '').split('\n');
  // What follows the last line's end was being written.
  const torn = lines.pop() ?? '';
  const written = lines.filter((line) => line.trim() !== '');
  const header = parsed(first);
  if ((header?.format ?? 1) !== 1) return undefined;
  const events = header?.context ? written.map(parsed).filter((event) => event?.event_id) : [];
  const lost = written.length - events.length + (torn === '' ? 0 : 1);
  return { header: header?.context ? header : { context: {}, offset: 0 }, events, lost };
}

export const textOf = ({ header, events }: Segment): string =>
  [header, ...events].map((line) => `${JSON.stringify(line)}\n`).join('');

function parsed(line: string) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Whether an event may be queued or sent. What is not in the catalog never may. */
export function permits({ purposes, notice_version }: Granted, event_name: string): boolean {
  const [purpose, since] = (Object.hasOwn(catalog, event_name) && catalog[event_name]) || [];
  if (!purpose || !since || since > notice_version) return false;
  return purpose === 'essential' || purposes.includes(purpose);
}

const always = /^(?:product_|sdk_|ci$)/;

/**
 * The batch without whatever is not granted now, though it was when it was queued, or is braked by name. `now` is this
 * machine's time, and `offset` what is to be added to it, in ms.
 */
export function batchOf(
  { header, events }: Pick<Segment, 'header' | 'events'>,
  installation_id: string,
  granted: Granted,
  drop: readonly string[],
  now: number,
  offset = header.offset,
): Batch {
  const { context, organization_id } = header;
  const has = (purpose: Purpose) => granted.purposes.includes(purpose);
  // It means something only beside another purpose; `essential` needs no grant.
  const named = has('persons') && granted.purposes.filter((one) => one !== 'essential').length > 1;
  // By the clock that stamped the events: the service corrects both alike. One that had not come so far, or can't be right, was another.
  const stamped = now + header.offset;
  const last = latest(events);
  const isOther = last > stamped + minute || (isPlausible(last) && !isPlausible(stamped));
  return {
    sent_at: new Date(isOther ? now + offset : stamped).toISOString(),
    installation_id,
    organization_id,
    context: has('environment')
      ? context
      : Object.fromEntries(Object.entries(context).filter(([name]) => always.test(name))),
    events: events
      .filter(({ event_name }) => permits(granted, event_name) && !drop.includes(event_name))
      .map(({ session_id, user_id, user_role, ...rest }) => ({
        ...rest,
        ...(has('usage') && { session_id }),
        ...(named && { user_id, user_role }),
      })),
  };
}

/** When the last of them happened, in ms since 1970; 0 for none. */
export const latest = (events: readonly Event[]): number =>
  events.reduce((most, { occurred_at }) => Math.max(most, Date.parse(occurred_at) || 0), 0);

/** The segment as a clock would have stamped it that is `by` ms ahead of the one that did. */
export const restamped = ({ header, events, lost }: Segment, by: number, offset: number): Segment => ({
  header: { ...header, offset },
  events: events.map((event) => ({
    ...event,
    occurred_at: new Date(Date.parse(event.occurred_at) + by).toISOString(),
  })),
  lost,
});

/** Whether two segments may go in one request. */
export const goTogether = (one: Header, other: Header): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
