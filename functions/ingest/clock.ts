import { limits } from '../../shared/limits.ts';

/**
 * When the events of a batch occurred, by the sender's clock as it was when it sent: the contract's rule ("Once"). All
 * times in milliseconds since 1970; `sent_at` is undefined where it could not be read, and then corrects nothing.
 *
 * A clock that is further off than `limits.clockSkew` is corrected by what it was off at sending, unless that leads to
 * a time that can't be: the event was then stamped by another clock, which may have been right. Never after
 * `received_at`, nor more than 400 days before it if `occurred_at` isn't.
 */
export function clock(sent_at: number | undefined, received_at: number): (occurred_at: number) => number {
  const off = received_at - (sent_at ?? received_at);
  const correction = Math.abs(off) > limits.clockSkew ? off : 0;
  return (occurred_at) => {
    const corrected = occurred_at + correction;
    const age = received_at - corrected;
    return age >= 0 && age <= limits.oldestEvent ? corrected : Math.min(occurred_at, received_at);
  };
}
