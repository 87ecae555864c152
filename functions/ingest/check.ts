import { eventFrame } from '../../shared/bodies.ts';
import { catalog, eventFields } from '../../shared/catalog/catalog.ts';
import type { EventDeclaration } from '../../shared/catalog/field.ts';
import { type Fields, isObject, isUuid, mustBe, timeOf, wrongIn } from '../../shared/catalog/validate.ts';
import { covers, type Standing } from '../../shared/consent.ts';
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
export function check(event: unknown, standing: Standing, now: number): Checked | Rejected {
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
    const expected = mustBe(eventFields.event_name, event_name);
    return expected
      ? new Rejected('event_invalid', `/event_name must be ${expected}`)
      : new Rejected('event_unknown');
  }
  const refusal = refused(declaration, standing);
  if (refusal) return new Rejected(refusal);
  if (user_id !== undefined && mustBe(eventFields.user_id, user_id)) {
    return new Rejected('not_pseudonymous');
  }
  const fields = declared.get(event_name as string) as Fields;
  const wrong =
    wrongIn(frame, event, '', eventFrame.required, apart) ?? wrongIn(fields, properties, '/properties');
  if (wrong) return new Rejected('event_invalid', wrong);
  const age = now - timeOf(event.occurred_at);
  if (age > limits.oldestEvent || age < -limits.newestEvent) return new Rejected('time_out_of_range');
  return event as Checked;
}

/** Why consent does not cover the event, or undefined when it does. */
function refused({ purpose, since }: EventDeclaration, standing: Standing): EventReason | undefined {
  if (standing.status === 'erased') return 'installation_erased';
  if (purpose === 'essential') return undefined;
  if (standing.status === 'none') return 'consent_missing';
  if (standing.status !== 'granted') return `consent_${standing.status}`;
  if (standing.optedOut) return 'organization_opted_out';
  return covers(standing, purpose, since) ? undefined : 'purpose_not_granted';
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
