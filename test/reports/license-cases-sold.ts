import { type Case, checked, held, of } from './license-events.ts';

/** What was sold: how much, and from when to when. */
export const sold: Record<string, Case> = {
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
