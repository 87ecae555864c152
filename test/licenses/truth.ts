import { day, type Fleet, from, type License, minute, type Span, to } from './fleet.ts';

/** What is promised of every license, held against what is true of it: in plain code, by the moment. */

/** The most seats held at the same moment from `first` to before `last`. */
export function mostAtOnce(spans: readonly Span[], first: number, last: number): number {
  const changes = spans.flatMap(({ seats, ...span }) => {
    const [begin, end] = [Math.max(span.from, first), Math.min(span.until, last)];
    return begin < end
      ? [
          { at: begin, by: seats },
          { at: end, by: -seats },
        ]
      : [];
  });
  changes.sort((a, b) => a.at - b.at || a.by - b.by);
  let held = 0;
  let most = 0;
  for (const { by } of changes) {
    held += by;
    most = Math.max(most, held);
  }
  return most;
}

/** The most seats that the same holds take for longer than twenty minutes from `first` to before `last`. */
function mostForLong(spans: readonly Span[], first: number, last: number): number {
  const long = 20 * minute;
  const within = spans.map((span) => ({
    ...span,
    from: Math.max(span.from, first),
    until: Math.min(span.until, last),
  }));
  const heldFrom = (at: number) =>
    within
      .filter((span) => span.from <= at && span.until > at + long)
      .reduce((sum, { seats }) => sum + seats, 0);
  return Math.max(0, ...within.map((span) => heldFrom(span.from)));
}

type Said = {
  seats_peak: number | null;
  seats_possible: number | null;
  over_use: number | null;
  status: string;
};

/** The promises that what is said of a license breaks. */
function broken(license: License, { seats_peak, seats_possible, over_use, status }: Said): string[] {
  const { held, told, allowed, seats_purchased, valid_from, valid_to } = license;
  const first = Math.max(from, Date.parse(valid_from));
  const last = Math.min(to, Date.parse(valid_to) + day);
  // A clock that is ten minutes off moves what is held at midnight into a day or out of it.
  const clock = 10 * minute;
  const peak = mostAtOnce(held, first - clock, last + clock);
  const wrong: string[] = [];
  if (peak <= seats_purchased && (status === 'over_used' || over_use))
    wrong.push(`kept to its license, and is ${status} by ${over_use}`);
  if (mostForLong(told, first, last) > seats_purchased && !over_use)
    wrong.push('over-use for longer than twenty minutes is not found');
  if ((seats_peak ?? 0) > peak) wrong.push(`a peak of ${seats_peak}, where ${peak} is true`);
  const least = mostAtOnce(allowed, first, last);
  if ((seats_possible ?? 0) < least) wrong.push(`${seats_possible} possible, where ${least} were told of`);
  return wrong;
}

/** The same of a whole fleet: a sentence for each broken promise. `rows` are those of `license-usage`. */
export const brokenOf = (
  { product, licenses }: Fleet,
  rows: readonly (Said & { product: unknown; license_id: unknown })[],
) =>
  licenses.flatMap((license) => {
    const said = rows.find((row) => row.product === product && row.license_id === license.license_key);
    const wrong = said ? broken(license, said) : ['no row'];
    return wrong.map((what) => `${product} ${license.license_key} (${license.license_type}): ${what}`);
  });
