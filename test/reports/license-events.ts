import { idOf, type Seen } from './ask.ts';

/** Licenses of one product, each with what happened on it and what `license-usage` is to say of it. */
export type Case = {
  type?: string;
  seats: number | 'unlimited';
  valid?: [string, string];
  events: Seen[];
  right: Record<string, unknown>;
};
/** A session that is '' is not known. */
type More = { user?: string; session?: string } & Record<string, string>;

/** A time of Monday, 5 October 2026, unless it has a day: `09:30` or `2026-10-06T09:30`. */
const timeOf = (at: string) => `${at.includes('T') ? at : `2026-10-05T${at}`}:00`;

const event =
  (name: string) =>
  (n: number, at: string, more: More = {}) => {
    const { user, session = `session ${n}`, ...properties } = more;
    return { n, at: timeOf(at), name, user_id: user, session_id: session || undefined, properties };
  };
export const out = event('license_checked_out');
export const back = event('license_returned');
export const denied = event('license_denied');
export const checked = (n: number, at: string, more: More = {}) =>
  event('license_checked')(n, at, { outcome: 'success', ...more });
export const held = (n: number, from: string, to: string, more: More = {}) => [
  out(n, from, more),
  back(n, to, more),
];
export const hours = (count: number) => String(count * 3_600_000);
export const of = <T>(count: number, make: (n: number) => T | T[]) =>
  Array.from({ length: count }, (_, n) => make(n)).flat() as T[];
export const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
/** A GUID of the product's own. */
export const guid = (n: number) => idOf(900 + n);
export const digest = (n: number) => `${n}`.repeat(32);
