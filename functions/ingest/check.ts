import { catalog, eventFields } from '../../shared/catalog/catalog.ts';
import type { EventDeclaration } from '../../shared/catalog/field.ts';
import { take } from '../../shared/catalog/take.ts';
import { expected, type Fields, formOf, isObject, isUuid, timeOf } from '../../shared/catalog/validate.ts';
import { covers, type EffectiveConsent } from '../../shared/consent.ts';
import { isNil } from '../../shared/forms/id.ts';
import { limits } from '../../shared/limits.ts';
import { type EventReason, eventReasons, takenByOrganization } from '../../shared/reasons.ts';
import type { Terms } from './terms.ts';

/** What is taken of an event: its declared properties, and the fields that may be kept, each in its form. */
export type Checked = {
  event_id: string;
  event_name: string;
  occurred_at: string;
  properties: Record<string, unknown>;
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

const frame = new Set([...Object.keys(eventFields), 'properties']);
const declared = new Map(
  [...catalog].map(([name, { properties }]) => [name, new Map(Object.entries(properties))]),
);

/** Checks one event against its declaration and against what was consented to, and takes what can be taken of it. */
export function check(event: unknown, terms: Terms, now: number): Checked | Rejected {
  if (!isObject(event)) return new Rejected('event_invalid', 'an event must be an object');
  const { properties, event_name, event_id, occurred_at, user_id } = event;
  if (isTooLarge(event)) return new Rejected('event_too_large');
  const declaration = catalog.get(event_name as string);
  if (!declaration) {
    const should = expected(eventFields.event_name, event_name);
    return should
      ? new Rejected('event_invalid', `/event_name must be ${should}`)
      : new Rejected('event_unknown');
  }
  const refused = refusal(declaration, terms.consent) ?? refusalOfUser(user_id, terms);
  if (refused) return refused;
  const wrong = lacking('event_id', event_id) ?? lacking('occurred_at', occurred_at);
  if (wrong) return new Rejected('event_invalid', wrong);
  const own = propertiesIn(properties ?? {}, declared.get(event_name as string) as Fields);
  if (typeof own === 'string') return new Rejected('event_invalid', own);
  const age = now - timeOf(occurred_at);
  if (age > limits.oldestEvent || age < -limits.newestEvent) return new Rejected('time_out_of_range');
  const { ignored } = terms;
  const taken = take({ ...event }, frame, terms.ofEvent, '/events/*', ignored) as Checked;
  if (properties === null) ignored.add('/events/*/properties');
  taken.properties = own;
  return taken;
}

/** Why consent does not cover the event, or undefined when it does. */
function refusal({ purpose, since }: EventDeclaration, consent: EffectiveConsent): Rejected | undefined {
  if (consent.status === 'erased') return new Rejected('installation_erased');
  if (purpose === 'essential') return undefined;
  if (consent.status === 'none') return new Rejected('consent_missing');
  if (consent.status !== 'granted') return new Rejected(`consent_${consent.status}`);
  if (consent.optedOut) return new Rejected('organization_opted_out');
  if (covers(consent, purpose, since)) return undefined;
  return covers({ ...consent, purposes: consent.granted }, purpose, since)
    ? new Rejected('purpose_not_granted', takenByOrganization)
    : new Rejected('purpose_not_granted');
}

/** Why an event of this user is not taken. Zeros stand for nobody; without its purpose the ID is not looked at. */
function refusalOfUser(user_id: unknown, { ofEvent, refusalOf }: Terms): Rejected | undefined {
  if (user_id === undefined || user_id === null) return undefined;
  if (typeof user_id === 'string' && isNil(user_id)) return undefined;
  const user = formOf(eventFields.user_id, user_id) as string | undefined;
  if (user === undefined) return ofEvent.has('user_id') ? new Rejected('not_pseudonymous') : undefined;
  switch (refusalOf(user)) {
    case 'erased':
      return new Rejected('installation_erased', 'This user of the installation has been erased.');
    case 'withdrawn':
      return new Rejected('consent_withdrawn', 'This user of the installation has withdrawn.');
    case undefined:
      return undefined;
  }
}

function lacking(name: 'event_id' | 'occurred_at', value: unknown): string | undefined {
  if (value === undefined) return `/${name} is required`;
  const should = expected(eventFields[name], value);
  return should && `/${name} must be ${should}`;
}

/** The properties in their forms, without nulls, or what is wrong in words that repeat nothing the client chose. */
function propertiesIn(given: unknown, fields: Fields): Record<string, unknown> | string {
  if (!isObject(given)) return '/properties must be an object';
  const properties = { ...given };
  for (const name of Object.keys(properties)) {
    const field = fields.get(name);
    if (!field) return '/properties has a field that is not declared';
    const value = properties[name];
    properties[name] = value === null ? undefined : formOf(field, value);
    if (value !== null && properties[name] === undefined)
      return `/properties/${name} must be ${expected(field, value)}`;
  }
  return properties;
}

/**
 * Measured exactly only where it may be too large: most events are far below. What is nested stands in no declared
 * place, and may be deep, so that it is neither counted nor walked.
 */
function isTooLarge(event: Record<string, unknown>): boolean {
  const properties = isObject(event.properties) ? event.properties : {};
  if (atMost(event) + atMost(properties) <= limits.eventBytes) return false;
  const flat = JSON.stringify({ ...shallow(event), properties: shallow(properties) });
  return Buffer.byteLength(flat) > limits.eventBytes;
}

const shallow = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value !== 'object'));

/** No fewer than the bytes of these values as JSON: a character takes at most six, a number or word at most 25. */
function atMost(values: Record<string, unknown>): number {
  let size = 2;
  for (const name of Object.keys(values)) {
    const value = values[name];
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
