/** More megabytes than any machine has: such a number counts bytes, of which it is 256 MB. */
export const bytesFrom = 2 ** 28;

/** An amount of memory in whole megabytes, also where a program says it in bytes; undefined where it is none. */
export function megabytesOf(given: unknown): number | undefined {
  if (typeof given !== 'number' || !Number.isFinite(given)) return undefined;
  const megabytes = Math.round(given < bytesFrom ? given : given / 2 ** 20);
  return megabytes > 0 && megabytes < bytesFrom ? megabytes : undefined;
}
