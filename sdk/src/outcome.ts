import type { Status } from './decision.ts';
import type * as wire from './wire.ts';

/** The body of a 202, once nothing in it is other than the contract says. */
export type Outcome = Partial<wire.Outcome> & Pick<wire.Outcome, 'accepted'>;

type Check = (value: unknown) => boolean;
const text: Check = (value) => typeof value === 'string';
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const word: Check = (value) => /^[a-z_]{1,64}$/.test(value as string) && text(value);
const status: Check = (value) =>
  /^(?:none|granted|refused|withdrawn|erased)$/.test(value as string) && text(value);
const seconds: Check = (value) => Number.isFinite(value) && (value as number) >= 0;
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const object =
  (checks: Record<string, Check>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(checks).every(([name, check]) => check((value as Record<string, unknown>)[name]));

const shape = object({
  accepted: count,
  ignored: optional(list(text)),
  rejected: optional(list(object({ index: count, reason: word, detail: optional(text) }))),
  consent: optional(object({ status, purposes: list(word), notice_version: count })),
  next: optional(object({ after_seconds: optional(seconds), drop: optional(list(word)) })),
});

/** What a batch of `sent` events came to; undefined unless each of them was accepted or rejected. */
export function outcomeOf(body: unknown, sent: number): Outcome | undefined {
  if (!shape(body)) return undefined;
  const { accepted, rejected = [] } = body as Outcome;
  const indexes = new Set(rejected.map(({ index }) => index).filter((index) => index < sent));
  return accepted + indexes.size === sent && indexes.size === rejected.length ? (body as Outcome) : undefined;
}

/** The decision that a receipt confirms. */
export const receiptOf = (body: unknown): Status | undefined =>
  object({ receipt_id: text, decision: status })(body) ? (body as { decision: Status }).decision : undefined;
