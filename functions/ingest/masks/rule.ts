/**
 * What to look for in texts that have all these signs (signs.ts), and what stands there afterwards. A pattern takes
 * time linear in the text: no part without bounds can begin at each of many places (test/ingest/worst.test.ts).
 */
export type Rule = {
  signs: number;
  find: RegExp;
  mask: string | ((found: string, ...groups: string[]) => string);
  /** A part that the text must have, where that is told sooner than by the pattern. */
  within?: string;
  /** Not for fields that are versions. */
  notInVersions?: true;
};

/** What stands before and after what was found, from the arguments that `replace` hands over last. */
export function around(found: string, groups: readonly unknown[]): { before: string; after: string } {
  const text = groups.at(-1) as string;
  const start = groups.at(-2) as number;
  const end = start + found.length;
  return { before: text.slice(Math.max(0, start - 24), start), after: text.slice(end, end + 24) };
}
