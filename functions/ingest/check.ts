import { eventFrame } from '../../shared/api/events.ts';
import { catalog, eventFields } from '../../shared/catalog/catalog.ts';
import type { EventDeclaration } from '../../shared/catalog/field.ts';
import {
  expected,
  type Fields,
  firstError,
  isObject,
  isUuid,
  timeOf,
} from '../../shared/catalog/validate.ts';
import { covers, type EffectiveConsent } from '../../shared/consent.ts';
import { limits } from '../../shared/limits.ts';
import { type EventReason, eventReasons } from '../../shared/reasons.ts';

/** An event that is as the catalog declares it, and may be kept. */
export type Checked = {
  event_id: string;
  event_name: string;
  occurred_at: string;
  properties?: Record<string, unknown>;
} & Record<string, unknown>;

/** Why an event is not taken, in the reply's words. */
export class Rejected {
  readonly reason: EventReason;
  readonly detail: string;
  constructor(reason: EventReason, detail: string = eventReasons[reason]) {
    this.reason = reason;
    this.detail = detail;
  }
}

/** Checked one by one, before the rest. */
const apart = new Set(['event_name', 'user_id', 'properties']);
const frame: Fields = new Map(Object.entries(eventFrame.fields).filter(([name]) => !apart.has(name)));
const declared = new Map(
  [...catalog].map(([name, { properties }]) => [name, new Map(Object.entries(properties))]),
);

/** Checks one event against its declaration and against what was consented to. */
export function check(event: unknown, consent: EffectiveConsent, now: number): Checked | Rejected {
  if (!isObject(event)) return new Rejected('event_invalid', 'an event must be an object');
  const { properties = {}, event_name, user_id } = event;
  const size = atMost(event, 'properties') + (isObject(properties) ? atMost(properties) : Number.NaN);
  if (Number.isNaN(size)) {
    return new Rejected('event_invalid', 'values must be strings, numbers or booleans');
  }
  // Measured exactly only where it may be too large: most events are far below.
  if (size > limits.eventBytes && Buffer.byteLength(JSON.stringify(event)) > limits.eventBytes) {
    return new Rejected('event_too_large');
  }
  const declaration = catalog.get(event_name as string);
  if (!declaration) {
    const should = expected(eventFields.event_name, event_name);
    return should
      ? new Rejected('event_invalid', `/event_name must be ${should}`)
      : new Rejected('event_unknown');
  }
  const refusal = refused(declaration, consent);
  if (refusal) return new Rejected(refusal);
  if (user_id !== undefined && expected(eventFields.user_id, user_id)) {
    return new Rejected('not_pseudonymous');
  }
  const fields = declared.get(event_name as string) as Fields;
  const wrong =
    firstError(frame, event, '', eventFrame.required, apart) ?? firstError(fields, properties, '/properties');
  if (wrong) return new Rejected('event_invalid', wrong);
  const age = now - timeOf(event.occurred_at);
  if (age > limits.oldestEvent || age < -limits.newestEvent) return new Rejected('time_out_of_range');
  return event as Checked;
}

/** Why consent does not cover the event, or undefined when it does. */
function refused({ purpose, since }: EventDeclaration, consent: EffectiveConsent): EventReason | undefined {
  if (consent.status === 'erased') return 'installation_erased';
  if (purpose === 'essential') return undefined;
  if (consent.status === 'none') return 'consent_missing';
  if (consent.status !== 'granted') return `consent_${consent.status}`;
  if (consent.optedOut) return 'organization_opted_out';
  return covers(consent, purpose, since) ? undefined : 'purpose_not_granted';
}

/**
 * No fewer than the bytes of these values as JSON: a character takes at most six (an escape), a number or word at
 * most 25. NaN when any but `beside` is nested: what is walked or written from here on can't be deep.
 */
function atMost(values: Record<string, unknown>, beside?: string): number {
  let size = 2;
  for (const name of Object.keys(values)) {
    const value = values[name];
    if (typeof value === 'object' && name !== beside) return Number.NaN;
    size += 6 * name.length + 6 + (typeof value === 'string' ? 6 * value.length : 25);
  }
  return size;
}

/** The reply's entry for a rejected event: its ID only where it is one, so that nothing else is echoed. */
export const rejection = (index: number, event: unknown, { reason, detail }: Rejected) => ({
  index,
  ...(isObject(event) && isUuid(event.event_id) && { event_id: event.event_id }),
  reason,
  detail,
});
