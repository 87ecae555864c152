import { type Case, checked, clock, denied, digest, guid, of } from './license-events.ts';

/** Licenses of users and of machines. */
export const owned: Record<string, Case> = {
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
};
