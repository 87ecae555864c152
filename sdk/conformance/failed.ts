import { inspect, isDeepStrictEqual } from 'node:util';

/** Why a life failed: at which step, what was expected and what it got. */
export class Failed extends Error {
  readonly step: string;
  readonly expected: string;
  readonly got: string;
  constructor(step: string, expected: unknown, got: unknown) {
    super(`${step}: expected ${said(expected)}, got ${said(got)}`);
    this.step = step;
    this.expected = said(expected);
    this.got = said(got);
  }
}
const said = (value: unknown) =>
  typeof value === 'string'
    ? value
    : inspect(value, { depth: 8, breakLength: 110, maxStringLength: 400, maxArrayLength: 20 });

/** Equal as values: a member that is undefined is none. */
export function is(step: string, got: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(plain(got), plain(expected))) throw new Failed(step, plain(expected), plain(got));
}
/** What `expected` names is as it says, whatever else there is. */
export function has(step: string, got: unknown, expected: object): void {
  const named = Object.fromEntries(
    Object.keys(expected).map((name) => [name, (got as Record<string, unknown> | undefined)?.[name] ?? null]),
  );
  is(step, named, expected);
}
/** Holds, or fails with what it got. */
export function holds(step: string, isTrue: boolean, expected: string, got: unknown): void {
  if (!isTrue) throw new Failed(step, expected, got);
}
const plain = (value: unknown) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
