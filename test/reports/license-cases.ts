import { licenseId } from '../e2e/entitlements.ts';
import type { Local } from '../e2e/local.ts';
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
    const { user, ...properties } = more;
    const session_id = 'session' in more ? more.session : `session ${n}`;
    delete properties.session;
    return { n, at: timeOf(at), name, user_id: user, session_id, properties };
  };
const out = event('license_checked_out');
const back = event('license_returned');
const denied = event('license_denied');
const checked = (n: number, at: string, more: More = {}) =>
  event('license_checked')(n, at, { outcome: 'success', ...more });
const held = (n: number, from: string, to: string, more: More = {}) => [
  out(n, from, more),
  back(n, to, more),
];
const hours = (count: number) => String(count * 3_600_000);
const of = <T>(count: number, make: (n: number) => T | T[]) =>
  Array.from({ length: count }, (_, n) => make(n)).flat() as T[];
const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
/** A GUID of the product's own. */
const guid = (n: number) => idOf(900 + n);
const digest = (n: number) => `${n}`.repeat(32);

export const cases: Record<string, Case> = {
  'forty engineers who take turns on ten floating seats are ten at once': {
    seats: 10,
    events: of(40, (n) => held(n, clock(8 + 3 * Math.floor(n / 10)), clock(10 + 3 * Math.floor(n / 10)))),
    right: {
      seats_seen: 40,
      seats_peak: 10,
      seats_possible: 10,
      utilization: 1,
      over_use: 0,
      status: 'in_use',
    },
  },
  'without a pause between turns the rows allow more and prove ten': {
    seats: 10,
    events: of(40, (n) => held(n, clock(8 + 2 * Math.floor(n / 10)), clock(10 + 2 * Math.floor(n / 10)))),
    right: { seats_peak: 10, seats_possible: 20, status: 'to_review' },
  },
  'eleven at once on ten seats are over-use': {
    seats: 10,
    events: of(11, (n) => held(n, '09:00', '09:21')),
    right: { seats_peak: 11, utilization: 1.1, over_use: 1, status: 'over_used' },
  },
  'eleven at once for twenty minutes may be a matter of clocks': {
    seats: 10,
    events: of(11, (n) => held(n, '09:00', '09:20')),
    right: { seats_peak: 1, seats_possible: 11, over_use: 0, status: 'to_review' },
  },
  'a later checkout of a session replaces the one before': {
    seats: 3,
    events: [
      out(1, '09:00'),
      out(1, '10:00', { seats: '2' }),
      out(1, '11:00', { seats: '3' }),
      back(1, '12:00'),
    ],
    right: { seats_seen: 1, seats_peak: 3, seats_possible: 3, status: 'in_use' },
  },
  'two sessions of one installation hold a seat each': {
    seats: 1,
    events: [...held(1, '09:00', '12:00'), ...held(1, '10:00', '11:00', { session: 'other' })],
    right: { seats_seen: 1, seats_peak: 2, status: 'over_used' },
  },
  'a session that takes and returns in quick turns is one seat': {
    seats: 1,
    events: of(5, (n) => held(1, `09:${10 + 4 * n}`, `09:${12 + 4 * n}`)),
    right: { seats_peak: 1, seats_possible: 1, status: 'in_use' },
  },
  'a return that never came proves nothing, and is possible for a day at most': {
    seats: 1,
    events: [
      out(1, '09:00'),
      ...held(2, '10:00', '11:00'),
      ...held(3, '2026-10-06T09:30', '2026-10-06T10:30'),
      checked(1, '2026-10-12T09:00'),
    ],
    right: { seats_peak: 1, seats_possible: 2, over_use: 0, status: 'to_review' },
  },
  'a return that never came is possible no longer than the installation was seen': {
    seats: 1,
    events: [out(1, '09:00'), checked(1, '09:30'), ...held(2, '10:00', '11:00')],
    right: { seats_peak: 1, seats_possible: 1, status: 'in_use' },
  },
  'a lost return before the next checkout of a session is not a hold all the while': {
    seats: 1,
    events: [out(1, '09:00'), ...held(1, '15:00', '16:00'), ...held(2, '10:00', '14:00')],
    right: { seats_peak: 1, seats_possible: 2, status: 'to_review' },
  },
  'a return that says how long seats were held tells of each checkout since': {
    seats: 4,
    events: [out(1, '09:00', { seats: '5' }), out(1, '12:00'), back(1, '15:00', { duration_ms: hours(6) })],
    right: { seats_peak: 5, over_use: 1, status: 'over_used' },
  },
  'a return alone that says how long it was held is a hold': {
    seats: 1,
    events: [back(1, '12:00', { duration_ms: hours(3), seats: '2' }), back(2, '12:00')],
    right: { seats_peak: 2, status: 'over_used' },
  },
  'the same return twice is one hold': {
    seats: 1,
    events: [
      ...held(1, '09:00', '12:00', { duration_ms: hours(3) }),
      back(1, '12:01', { duration_ms: hours(3) }),
    ],
    right: { seats_peak: 1, seats_possible: 1, status: 'in_use' },
  },
  'a seat borrowed for a week and returned in another session is held throughout': {
    seats: 1,
    events: [
      out(1, '09:00'),
      back(1, '2026-10-09T09:00', { duration_ms: hours(96), session: 'after the travel' }),
      ...held(2, '2026-10-07T10:00', '2026-10-07T11:00'),
    ],
    right: { seats_peak: 2, seats_possible: 2, status: 'over_used' },
  },
  'a borrowed seat is one, not one for each session that told of it': {
    seats: 1,
    events: [
      out(1, '09:00'),
      back(1, '2026-10-09T09:00', { duration_ms: hours(96), session: 'after the travel' }),
    ],
    right: { seats_peak: 1, seats_possible: 1, status: 'in_use' },
  },
  'a hold that began before the range and ends after it counts in it': {
    seats: 1,
    events: of(2, (n) => held(n, '2026-09-20T09:00', '2026-10-20T09:00')),
    right: { seats_seen: 0, seats_peak: 2, over_use: 1 },
  },
  'without a session an installation is one': {
    seats: 1,
    events: of(3, (n) => held(1, clock(8 + 2 * n), clock(9 + 2 * n), { session: '' })),
    right: { seats_peak: 1, seats_possible: 1, status: 'in_use' },
  },
  'a floating license without any checkout is not measured': {
    seats: 1,
    events: of(3, (n) => checked(n, '09:00')),
    right: {
      seats_seen: 3,
      seats_peak: null,
      seats_possible: null,
      utilization: null,
      over_use: null,
      status: 'not_measured',
    },
  },
  'a checkout or return that failed is none': {
    seats: 1,
    events: [...held(1, '09:00', '12:00'), ...held(2, '09:00', '12:00', { outcome: 'failure' })],
    right: { seats_seen: 1, seats_peak: 1, seats_possible: 1, status: 'in_use' },
  },
  'denials count an installation and hour once, for want of a seat only': {
    seats: 1,
    events: [
      ...held(1, '09:00', '12:00'),
      denied(2, '09:01', { cause: 'none_free' }),
      denied(2, '09:59'),
      denied(2, '10:00', { cause: 'none_free' }),
      denied(3, '10:00', { cause: 'none_free' }),
      denied(4, '10:00', { cause: 'expired' }),
    ],
    right: { seats_seen: 1, denied: 3, status: 'in_use' },
  },
  'a machine replaced over the weekend is not counted twice': {
    type: 'node_locked',
    seats: 1,
    events: [
      ...of(2, (n) => checked(1, `2026-10-02T${clock(9 + n)}`)),
      ...of(2, (n) => checked(2, `2026-10-05T${clock(9 + n)}`)),
    ],
    right: { seats_seen: 2, seats_peak: 1, seats_possible: 1, over_use: 0, status: 'in_use' },
  },
  'a machine replaced within a week is to be reviewed, and no over-use': {
    type: 'subscription',
    seats: 1,
    events: [
      ...of(2, (n) => checked(1, `2026-10-05T${clock(9 + n)}`)),
      ...of(2, (n) => checked(2, `2026-10-06T${clock(9 + n)}`)),
    ],
    right: { seats_seen: 2, seats_peak: 1, seats_possible: 2, status: 'to_review' },
  },
  'two machines in use at the same time on one seat are over-use': {
    type: 'node_locked',
    seats: 1,
    events: of(2, (n) => [checked(n, '09:00'), checked(n, '09:21')]),
    right: { seats_peak: 2, over_use: 1, utilization: 2, status: 'over_used' },
  },
  'five anonymous users are neither one seat nor five': {
    type: 'named_user',
    seats: 2,
    events: of(5, (n) => [checked(n, '09:00'), checked(n, '17:00')]),
    right: { seats_seen: 5, seats_peak: null, seats_possible: 5, over_use: null, status: 'to_review' },
  },
  'digests of users prove nothing: one person on two machines has two': {
    type: 'named_user',
    seats: 1,
    events: of(2, (n) => [
      checked(n, '09:00', { user: digest(n) }),
      checked(n, '17:00', { user: digest(n) }),
    ]),
    right: { seats_seen: 2, seats_peak: null, seats_possible: 2, status: 'to_review' },
  },
  'a user with a GUID of the product is one on any machine': {
    type: 'named_user',
    seats: 1,
    events: of(3, (n) => [checked(n, '09:00', { user: guid(1) }), checked(n, '17:00', { user: guid(1) })]),
    right: { seats_seen: 1, seats_peak: 1, seats_possible: 1, installations: 3, status: 'in_use' },
  },
  'users at the same moment are over-use, users of the same week are not': {
    type: 'named_user',
    seats: 2,
    events: [
      ...of(2, (n) => [checked(n, '09:00', { user: guid(n) }), checked(n, '12:00', { user: guid(n) })]),
      ...of(2, (n) => [
        checked(n, '13:00', { user: guid(2 + n) }),
        checked(n, '17:00', { user: guid(2 + n) }),
      ]),
    ],
    right: { seats_seen: 4, seats_peak: 2, seats_possible: 4, over_use: 0, status: 'to_review' },
  },
  'a check that failed in the afternoon proves no use until then': {
    type: 'node_locked',
    seats: 1,
    events: [
      checked(1, '09:00'),
      checked(1, '12:00', { outcome: 'failure' }),
      denied(1, '12:00'),
      ...of(2, (n) => checked(2, clock(10 + n))),
    ],
    right: { seats_peak: 1, over_use: 0 },
  },
  'an unlimited license is neither over-used nor utilized': {
    seats: 'unlimited',
    events: of(3, (n) => held(n, '09:00', '12:00')),
    right: { seats_purchased: null, seats_peak: 3, utilization: null, over_use: null, status: 'unlimited' },
  },
  'a license of next year is not begun, whatever was seen': {
    type: 'node_locked',
    seats: 1,
    valid: ['2027-01-01', '2027-12-31'],
    events: of(3, (n) => [checked(n, '09:00'), checked(n, '17:00')]),
    right: { seats_seen: 3, seats_peak: 0, seats_possible: 0, over_use: 0, status: 'not_begun' },
  },
  'use counts from the first valid day on': {
    seats: 1,
    valid: ['2026-10-06', '2026-12-31'],
    events: [...of(3, (n) => held(n, '09:00', '12:00')), ...held(1, '2026-10-06T09:00', '2026-10-06T12:00')],
    right: { seats_seen: 3, seats_peak: 1, seats_possible: 1, status: 'in_use' },
  },
  'use counts to the last valid day, also of a hold that goes on': {
    seats: 1,
    valid: ['2026-01-01', '2026-10-05'],
    events: [
      ...held(1, '09:00', '2026-10-06T15:00'),
      ...of(2, (n) => held(2 + n, '2026-10-06T09:00', '2026-10-06T12:00')),
    ],
    right: { seats_seen: 3, seats_peak: 1, seats_possible: 1, status: 'expired' },
  },
  'a license never seen is not seen': {
    type: 'node_locked',
    seats: 7,
    events: [],
    right: {
      seats_seen: 0,
      seats_peak: 0,
      seats_possible: 0,
      utilization: 0,
      over_use: 0,
      status: 'not_seen',
    },
  },
};

/** The license key of a case. */
export const keyOf = (name: string) => `CASE-${Object.keys(cases).indexOf(name)}`;

/** The events of all of them, by the licenses of this run. */
export const events = (started: Local): Seen[] =>
  Object.entries(cases).flatMap(([name, { events }], i) =>
    events.map((each) => ({ ...each, n: 100 * i + each.n, license_id: licenseId(started, keyOf(name)) })),
  );
