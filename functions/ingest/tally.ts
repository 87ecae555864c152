import type { EffectiveConsent } from '../../shared/consent.ts';
import { tallyName } from '../../shared/metrics.ts';
import type { EventReason } from '../../shared/reasons.ts';

/** What one batch counts for: how many events were taken and fields left out, and why others were not. */
export type Counted = {
  accepted: number;
  ignored: number;
  consent: EffectiveConsent['status'];
  rejected: readonly { reason: EventReason }[];
};

/** How often an instance says what it counted, in milliseconds; the first batch it says at once. */
const every = 60_000;
let counts: Record<string, number> = {};
let said = 0;

/**
 * Counts a batch for the dashboard: a line of the log a minute and instance, whatever the load, of numbers by names of
 * ours. What an instance counted after its last line goes with it.
 */
export function tally({ accepted, ignored, consent, rejected }: Counted, now: number): void {
  const add = (name: string, value: number) => {
    counts[name] = (counts[name] ?? 0) + value;
  };
  add('requests', 1);
  add('accepted', accepted);
  add('rejected', rejected.length);
  add('ignored', ignored);
  add(`consent_${consent}`, 1);
  for (const { reason } of rejected) add(reason, 1);
  if (now - said < every) return;
  // Not by the console, which Lambda wraps once more.
  const line = { timestamp: new Date(now).toISOString(), level: 'INFO', [tallyName]: counts };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  said = now;
  counts = {};
}
