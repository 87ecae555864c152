import { back, type Case, checked, clock, denied, held, hours, of, out } from './license-events.ts';

/** Floating licenses: checkouts, returns and denials. */
export const floating: Record<string, Case> = {
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
};
