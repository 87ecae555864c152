import type { Row } from '../sent.ts';
import { dayOf, type Field, groups, sum } from './field.ts';
import { day, type Hold, holdsOf } from './license-holds.ts';
import { isUse, isValid, type License, month } from './license-rows.ts';

/** In use on a day: from the first to the last event of each user, or installation. */
function usedOn(license: License, rows: readonly Row[]): Hold[] {
  const named = license.type === 'named_user';
  const known = rows.filter(({ user }) => !named || user?.includes('-'));
  return groups(
    known,
    ({ user, installation }) => [named ? String(user) : installation],
    (_, its) => {
      const times = its.map(({ at }) => at);
      const [since, until] = [Math.min(...times), Math.max(...times)];
      return { seats: 1, since, until, proven: [since + 600_000, until - 600_000], possible: [since, until] };
    },
  );
}

/** The most seats at the same moment of a day that begins at `from`, and the first such moment. */
function mostAtOnce(spans: { seats: number; span?: [number, number] }[], from: number) {
  const within = spans.flatMap(({ seats, span }) => {
    if (!span) return [];
    const [begin, end] = [Math.max(span[0], from), Math.min(span[1], from + day)];
    return begin < end ? [{ seats, begin, end }] : [];
  });
  const at = (moment: number) =>
    sum(within.filter(({ begin, end }) => begin <= moment && moment < end).map(({ seats }) => seats));
  const seats = Math.max(0, ...within.map(({ begin }) => at(begin)));
  const moments = within.map(({ begin }) => begin).filter((begin) => at(begin) === seats);
  return { seats, moment: moments.length ? Math.min(...moments) : undefined };
}

/** A day (`2026-11-25`), the seats at the same moment that are proven, when first, and those that are possible. */
export type Peak = { date: string; peak: number; moment: number | undefined; possible: number };

/** By day of the range on which the license is valid and in use: what is proven, and of floating ones what is possible. */
export function peaksOf(license: License, field: Field): Peak[] {
  const used = license.rows.filter(isUse);
  const floating = license.type === 'floating';
  const lastSeen = (installation: string) =>
    Math.max(
      ...field.rows
        .filter((row) => row.counted && row.product === license.product && row.installation === installation)
        .map(({ at }) => at)
        .filter((at) => at < field.to + month),
    );
  const holds = floating
    ? holdsOf(
        used.filter(({ event_name }) => /checked_out|returned/.test(event_name)),
        lastSeen,
      )
    : [];
  const days: number[] = [];
  for (let at = field.from; at < field.to; at += day) if (isValid(license, dayOf(at))) days.push(at);
  return days.flatMap((from) => {
    const its = floating
      ? holds
      : usedOn(
          license,
          used.filter(({ at }) => at >= from && at < from + day),
        );
    const some = its.some(
      ({ since, until, proven }) => since < from + day && (proven ? until >= from : since >= from),
    );
    const peak = mostAtOnce(
      its.map(({ seats, proven }) => ({ seats, span: proven })),
      from,
    );
    const possible = mostAtOnce(
      its.map(({ seats, possible }) => ({ seats, span: possible })),
      from,
    ).seats;
    const one = {
      date: dayOf(from),
      peak: Math.max(peak.seats, Number(some)),
      moment: peak.moment,
      possible,
    };
    return some || possible ? [one] : [];
  });
}
