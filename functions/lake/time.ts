export const hour = 3_600_000;
export const day = 24 * hour;

/** The partition of `landing` at a time in milliseconds since 1970, and the day in `events`. UTC. */
export const hourOf = (time: number) => new Date(time).toISOString().slice(0, 13).replace('T', '-');
export const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
