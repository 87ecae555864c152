import { landingPrefix } from '../../shared/lake.ts';
import { hourOf } from '../../shared/time.ts';
import { environment } from '../platform/environment.ts';
import { listObjects } from '../platform/objects.ts';
import type { Landed } from '../platform/records.ts';

/** First and last hour of arrival, as `landing` names them. */
type Hours = readonly [string, string];
/** What one statement takes: `slice` is a condition on installations, where an hour alone is too much. */
export type Part = { hours: Hours; slice: string };

/** The last two digits of an ID, which are random, part installations into so many slices at most. */
const most = 256;

/** The bytes of each hour of landing, from one time to another, that holds anything: in the hours' order. */
export async function landed(from: number, to: number): Promise<Landed> {
  const sizes: Record<string, number> = {};
  for await (const { key, size } of listObjects(landingPrefix)) {
    const [, hour = ''] = /hour=([\d-]+)\//.exec(key) ?? [];
    if (hour >= hourOf(from) && hour <= hourOf(to)) sizes[hour] = (sizes[hour] ?? 0) + size;
  }
  return sizes;
}

/** Of the hours of landing those that hold other bytes than before: nothing else can hold what was not taken then. */
export const grown = (before: Landed, after: Landed): Landed =>
  Object.fromEntries(Object.entries(after).filter(([hour, bytes]) => bytes !== before[hour]));

/** What has landed, in parts that one statement can take. */
export const parts = (landed: Landed): Part[] =>
  divided(
    Object.entries(landed).map(([hour, bytes]) => ({ hour, bytes })),
    environment.refreshBytes,
  );

/** Hours in their order, as many at once as hold at most so many bytes; an hour that holds more is cut into slices. */
export function divided(sizes: readonly { hour: string; bytes: number }[], limit: number): Part[] {
  const found: Part[] = [];
  let group: string[] = [];
  let held = 0;
  const close = () => {
    if (group.length > 0) found.push({ hours: [group[0] as string, group.at(-1) as string], slice: '' });
    group = [];
    held = 0;
  };
  for (const { hour, bytes } of sizes) {
    if (held + bytes > limit) close();
    if (bytes > limit)
      found.push(
        ...slices(Math.ceil(bytes / limit)).map((slice) => ({ hours: [hour, hour] as Hours, slice })),
      );
    else {
      group.push(hour);
      held += bytes;
    }
  }
  close();
  return found;
}

/** Conditions of which each installation, and what has none, meets exactly one. */
export function slices(count: number): string[] {
  const n = Math.min(count, most);
  const bound = (i: number) =>
    `'${Math.floor((i * most) / n)
      .toString(16)
      .padStart(2, '0')}'`;
  const ending = "coalesce(substr(installation_id, -2), '')";
  return Array.from({ length: n }, (_, i) =>
    [i > 0 && `${ending} >= ${bound(i)}`, i < n - 1 && `${ending} < ${bound(i + 1)}`]
      .filter(Boolean)
      .join(' AND '),
  );
}
