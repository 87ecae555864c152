import { timeOf } from '../shared/catalog/validate.ts';
import { day, dayOf } from '../shared/time.ts';

const relative = /^([1-9]\d{0,3})d$/;

/** Whether a text names a day: a date, `today`, or so many days such as `30d`. */
export const isDay = (text: string): boolean =>
  text === 'today' || relative.test(text) || !Number.isNaN(timeOf(`${text}T00:00:00Z`));

/**
 * The half-open range of dates, UTC, that `--from` and `--to` name. Days of `from` count back from `to`, so that `30d` is
 * a range of thirty days; those of `to` count back from today. Without `to` today is the last day in it.
 */
export function rangeOf(
  from: string,
  to: string | undefined,
  now = Date.now(),
): { from: string; to: string } {
  const today = dayOf(now);
  const end = to === undefined ? dayOf(now + day) : dateOf(to, today, today);
  return { from: dateOf(from, today, end), to: end };
}

function dateOf(text: string, today: string, back: string): string {
  const [, days] = relative.exec(text) ?? [];
  if (days) return dayOf(Date.parse(back) - Number(days) * day);
  return text === 'today' ? today : text;
}
