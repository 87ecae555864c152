import { groups } from '../reports/expected/field.ts';
import { minute } from './fleet.ts';

type Seat = Record<string, unknown>;
const timeOf = (text: unknown) => Date.parse(`${String(text).replace(' ', 'T')}Z`);

/** Whether a seat was in use at the moment of the peak, as docs/licenses.md has it: ten minutes off each end. */
const isHeld = ({ held_from, held_until, peak_at }: Seat) =>
  timeOf(held_from) + 10 * minute <= timeOf(peak_at) && timeOf(held_until) - 10 * minute >= timeOf(peak_at);

/** The peak of each license, recomputed from its evidence as docs/licenses.md tells a customer to. */
export const recomputed = (evidence: readonly Seat[]) =>
  groups(
    evidence,
    ({ product, license_id }) => [String(product), String(license_id)],
    ([product, license_id], seats) => {
      const numbered = seats.every(({ seat }, i) => seat === i + 1);
      const held = seats.filter((seat) => seat.peak_at === null || isHeld(seat));
      return { product, license_id, seats_peak: numbered ? held.length : undefined };
    },
  );
