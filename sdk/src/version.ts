/** Of this SDK, as its package.json has it. A package adds what it was made of: the notice, and a digest of the catalog. */
export const version = '1.0.0';

/** When this SDK was made, in ms since 1970: a clock that says an earlier time is wrong. A package has its own. */
export const made = Date.UTC(2026, 10, 22);
