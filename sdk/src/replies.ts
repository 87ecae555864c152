import type { Reply } from './platform.ts';

/** What a reply to a batch lets us do with it. `seconds`: send nothing for at least so long. */
export type Verdict =
  | { do: 'drop'; outcome?: Outcome }
  | { do: 'split' }
  | { do: 'keep'; seconds: number; learned: boolean };

/** The body of a 202. */
type Outcome = {
  accepted: number;
  rejected?: { index: number; reason: string; detail: string }[];
  consent?: { status: string; purposes: string[]; notice_version: number };
  next?: { after_seconds?: number; drop?: string[] };
};

const day = 86_400;
const first = 60;
const most = 6 * 3600;

/**
 * The contract's rules. A batch goes only when our service said that it has it, or that it never will; anything that
 * somebody else on the way could have said keeps it. `failed`: how many tries in a row before this one have failed.
 */
export function verdict(reply: Reply | undefined, failed: number): Verdict {
  const backoff = Math.min(most, first * 2 ** failed);
  if (!reply) return { do: 'keep', seconds: backoff, learned: false };
  const { status } = reply;
  const body = jsonOf(reply);
  if (status === 202 && typeof body?.accepted === 'number')
    return { do: 'drop', outcome: body as unknown as Outcome };
  const reason = problemOf(reply);
  if (reason === 'body_invalid' || reason === 'content_type_unsupported') return { do: 'drop' };
  if (status === 413) return { do: 'split' };
  if (status === 429 || status >= 500)
    return { do: 'keep', seconds: secondsOf(reply.retryAfter) ?? backoff, learned: reason !== undefined };
  return { do: 'keep', seconds: day, learned: reason !== undefined };
}

/** The reason of a problem of ours. */
export const problemOf = (reply: Reply): string | undefined =>
  /^application\/problem\+json/i.test(reply.type ?? '') ? (jsonOf(reply)?.reason as string) : undefined;

/** The JSON object that a reply holds, if it holds one. */
export function jsonOf({ text }: Reply): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Of `retry-after`, a number of seconds or a date. */
function secondsOf(value: string | undefined): number | undefined {
  if (!value?.trim()) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const until = Date.parse(value);
  return Number.isNaN(until) ? undefined : Math.max(0, (until - Date.now()) / 1000);
}

/**
 * What to add to this machine's clock, in milliseconds, by a reply's `date`; undefined where it has none. Differences
 * below a minute are the way's and the header's whole seconds, and count as none.
 */
export function offsetBy(date: string | undefined, now: number): number | undefined {
  const off = Date.parse(date ?? '') - now;
  return Number.isNaN(off) ? undefined : Math.abs(off) < 60_000 ? 0 : off;
}
