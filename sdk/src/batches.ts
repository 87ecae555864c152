import { events as catalog, type Purpose } from './catalog.ts';

/** A line of a segment, from the second on: an event as it is sent. */
export type Event = {
  event_id: string;
  event_name: string;
  occurred_at: string;
  sequence: number;
  session_id?: string;
  user_id?: string;
  user_role?: string;
  properties?: Record<string, string | number | boolean>;
};
export type Context = Record<string, string | number | boolean>;
/** The first line of a segment: what its events have in common. `offset`: what their clock was corrected by, in ms. */
export type Header = { context: Context; organization_id?: string; offset: number };
export type Segment = { header: Header; events: Event[] };
/** What is granted now, and under which notice. */
export type Granted = { purposes: readonly Purpose[]; notice_version: number };

/** The body of `POST /v1/events`. */
export type Batch = {
  sent_at: string;
  installation_id: string;
  organization_id?: string;
  context: Context;
  events: Event[];
};

/** Reads a segment. A line that was torn by a crash is no event; without its header a segment has none. */
export function segmentOf(text: string): Segment {
  // What follows the last line's end was being written.
  const [header, ...events] = text.split('\n').slice(0, -1).map(parsed);
  return header?.context
    ? { header, events: events.filter((event) => event?.event_id) }
    : { header: { context: {}, offset: 0 }, events: [] };
}

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

/** The batch without whatever is not granted now, though it was when it was queued, or is braked by name. */
export function batchOf(
  { header: { context, organization_id, offset }, events }: Segment,
  installation_id: string,
  granted: Granted,
  drop: readonly string[],
  now: number,
): Batch {
  const has = (purpose: Purpose) => granted.purposes.includes(purpose);
  return {
    // By the clock that stamped the events: the service corrects both alike.
    sent_at: new Date(now + offset).toISOString(),
    installation_id,
    organization_id,
    context: has('environment')
      ? context
      : Object.fromEntries(Object.entries(context).filter(([name]) => always.test(name))),
    events: events
      .filter(({ event_name }) => permits(granted, event_name) && !drop.includes(event_name))
      .map(({ session_id, user_id, user_role, ...rest }) =>
        has('usage') ? { ...rest, session_id, user_id, user_role } : rest,
      ),
  };
}

/** Whether two segments may go in one request. */
export const goTogether = (one: Header, other: Header): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
