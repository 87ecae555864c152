import { type Outcome, outcomeOf } from './outcome.ts';
import type { Reply } from './platform.ts';

/**
 * What a reply to a batch lets us do with it. `seconds`: send nothing for at least so long. `ours`: the service itself
 * spoke, so that its clock counts; a proxy's page teaches nothing.
 */
export type Verdict =
  | { do: 'drop'; outcome?: Outcome; ours: true }
  | { do: 'split'; ours: true }
  | { do: 'keep'; seconds: number; ours: boolean };

const day = 86_400;
const first = 60;
const most = 6 * 3600;

/**
 * The contract's rules for a batch of `sent` events. It goes only when our service said that it has it, or that it
 * never will; anything that somebody else on the way could have said keeps it. `failed`: how many tries in a row
 * before this one have failed.
 */
export function verdict(reply: Reply | undefined, failed: number, sent: number): Verdict {
  const backoff = Math.min(most, first * 2 ** failed);
  if (!reply) return { do: 'keep', seconds: backoff, ours: false };
  const { status } = reply;
  if (status === 202) {
    const outcome = outcomeOf(jsonOf(reply), sent);
    return outcome ? { do: 'drop', outcome, ours: true } : { do: 'keep', seconds: day, ours: false };
  }
  const reason = problemOf(reply);
  const ours = reason !== undefined;
  if (reason === 'body_invalid' || reason === 'content_type_unsupported') return { do: 'drop', ours: true };
  if (status === 413 && ours) return { do: 'split', ours };
  if (status === 429 || status >= 500)
    return { do: 'keep', seconds: secondsOf(reply.retryAfter) ?? backoff, ours };
  return { do: 'keep', seconds: day, ours };
}

/** The reason of a problem of ours. */
export function problemOf(reply: Reply): string | undefined {
  if (!/^application\/problem\+json *(?:;|$)/i.test(reply.type ?? '')) return undefined;
  const reason = jsonOf(reply)?.reason;
  return typeof reason === 'string' && /^[a-z_]{1,64}$/.test(reason) ? reason : undefined;
}

/** The JSON object that a reply holds, if it holds one. */
export function jsonOf({ text }: Reply): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Of `retry-after`, a number of seconds or a date; undefined where it is neither, or over. */
function secondsOf(value: string | undefined): number | undefined {
  const text = value?.trim() ?? '';
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000;
  return seconds >= 0 && Number.isFinite(seconds) ? Math.max(1, seconds) : undefined;
}
