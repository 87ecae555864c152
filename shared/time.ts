/** In milliseconds. */
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** The UTC date of a time in milliseconds since 1970: `2026-11-22`. */
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
/** Its hour, as the partitions of `landing` are named: `2026-11-22-10`. */
export const hourOf = (time: number): string => new Date(time).toISOString().slice(0, 13).replace('T', '-');
/** When such an hour began. */
export const startOf = (name: string): number => Date.parse(`${name.slice(0, 10)}T${name.slice(11)}:00:00Z`);
