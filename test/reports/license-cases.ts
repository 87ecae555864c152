import { licenseId } from '../e2e/entitlements.ts';
import type { Local } from '../e2e/local.ts';
import type { Seen } from './ask.ts';
import { floating } from './license-cases-floating.ts';
import { owned } from './license-cases-owned.ts';
import { sold } from './license-cases-sold.ts';
import type { Case } from './license-events.ts';

export const cases: Record<string, Case> = { ...floating, ...owned, ...sold };

/** The license key of a case. */
export const keyOf = (name: string) => `CASE-${Object.keys(cases).indexOf(name)}`;

/** The events of all of them, by the licenses of this run. */
export const events = (started: Local): Seen[] =>
  Object.entries(cases).flatMap(([name, { events }], i) =>
    events.map((each) => ({ ...each, n: 100 * i + each.n, license_id: licenseId(started, keyOf(name)) })),
  );
