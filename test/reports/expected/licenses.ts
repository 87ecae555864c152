import {
  dayOf,
  type Expected,
  type Field,
  groups,
  inRange,
  installations,
  sum,
  users,
  weekOf,
} from './field.ts';
import { peaksOf } from './license-peaks.ts';
import { isUse, isValid, type License, licensesOf, seatsSeen } from './license-rows.ts';

/** The most users or installations of a calendar week. */
function mostOfWeek(license: License, field: Field): number {
  const used = inRange({ ...field, rows: license.rows }).filter(
    (row) => isUse(row) && isValid(license, dayOf(row.at)),
  );
  const weeks = groups(
    used,
    ({ at }) => [weekOf(at)],
    (_, rows) => (license.type === 'named_user' ? users(rows).size : installations(rows)),
  );
  return Math.max(0, ...weeks);
}

/** Denials for want of a seat, an installation and hour once, by day. */
function deniedOf(license: License, field: Field): Map<string, number> {
  const denied = inRange({ ...field, rows: license.rows }).filter(
    ({ event_name, at, properties }) =>
      event_name === 'license_denied' &&
      ['none_free', undefined].includes(properties.cause as string | undefined) &&
      isValid(license, dayOf(at)),
  );
  const hours = new Map(
    denied.map(({ installation, at }) => [`${installation} ${Math.floor(at / 3_600_000)}`, dayOf(at)]),
  );
  return new Map([...Map.groupBy(hours.values(), (date) => date)].map(([date, its]) => [date, its.length]));
}

/** Of the seats sold and valid on the last day, those seen; over-use of one license hides no other. */
export function coverage(field: Field, product: string) {
  const lastDay = dayOf(field.to - 1);
  const valid = licensesOf(field).filter(
    ({ sold, product: its }) =>
      sold && its === product && sold.valid_from <= lastDay && sold.valid_to >= lastDay,
  );
  const limited = valid.filter(({ sold }) => Number.isFinite(sold?.seats_purchased));
  if (limited.length === 0) return { seats_seen: null, seats_sold: null, coverage: null };
  const purchased = ({ sold }: License) => sold?.seats_purchased as number;
  const seen = sum(limited.map((each) => Math.min(purchased(each), seatsSeen(each, field))));
  const sold = sum(limited.map(purchased));
  return { seats_seen: seen, seats_sold: sold, coverage: sold ? seen / sold : null };
}

/** What was sold, or nothing; null is unlimited. */
const seatsOf = ({ sold }: License) =>
  sold ? (Number.isFinite(sold.seats_purchased) ? sold.seats_purchased : null) : 0;

/** With the key in place of license_id. */
export const licenseUsage: Expected = (field) =>
  licensesOf(field).map((license) => {
    const { product, type, sold } = license;
    const floating = type === 'floating';
    const peaks = peaksOf(license, field);
    const nothing = floating || type === 'named_user' ? null : 0;
    const seats_peak = peaks.length ? Math.max(...peaks.map(({ peak }) => peak)) : nothing;
    const possible = peaks.length ? Math.max(...peaks.map(({ possible }) => possible)) : null;
    const seats_possible = floating ? possible : mostOfWeek(license, field);
    const seats_seen = seatsSeen(license, field);
    const purchased = seatsOf(license);
    const limit = purchased ?? Number.POSITIVE_INFINITY;
    const used = (seats_possible ?? seats_seen) > 0;
    const lastDay = dayOf(field.to - 1);
    const measured =
      (seats_peak ?? 0) > limit
        ? 'over_used'
        : (seats_possible ?? 0) > limit
          ? 'to_review'
          : seats_possible === null
            ? 'not_measured'
            : 'in_use';
    const valid = purchased === null ? 'unlimited' : used ? measured : 'not_seen';
    const begun = sold && sold.valid_from > lastDay ? 'not_begun' : valid;
    const status = sold ? (sold.valid_to < lastDay ? 'expired' : begun) : 'not_sold';
    return {
      product,
      license_id: license.license,
      organization_id: sold?.organization_id ?? 'unknown',
      license_type: type,
      seats_purchased: purchased,
      seats_seen,
      seats_peak,
      seats_possible,
      denied: sum([...deniedOf(license, field).values()]),
      utilization: purchased && seats_peak !== null ? seats_peak / purchased : null,
      over_use: purchased === null || seats_peak === null ? null : Math.max(0, seats_peak - purchased),
      status,
      valid_from: sold?.valid_from ?? null,
      valid_to: sold?.valid_to ?? null,
      installations: installations(inRange({ ...field, rows: license.rows }).filter(isUse)),
      coverage: coverage(field, product).coverage,
    };
  });

export const licensePeaks: Expected = (field) =>
  licensesOf(field).flatMap((license) => {
    const peaks = new Map(peaksOf(license, field).map((each) => [each.date, each]));
    const denied = deniedOf(license, field);
    const { product, type, sold } = license;
    return [...new Set([...peaks.keys(), ...denied.keys()])].flatMap((date) => {
      const { peak = 0, moment } = peaks.get(date) ?? {};
      if (!peak && !denied.has(date)) return [];
      return {
        product,
        license_id: license.license,
        organization_id: sold?.organization_id ?? 'unknown',
        license_type: type,
        day: date,
        seats_purchased: seatsOf(license),
        seats_peak: peak,
        peak_at:
          moment === undefined ? null : `${new Date(moment).toISOString().slice(0, 16).replace('T', ' ')}:00`,
        denied: denied.get(date) ?? 0,
      };
    });
  });
