import { decisionFrame } from '../api/consent.ts';
import { type Purpose, purposes } from '../catalog/field.ts';
import { type Collected, plain } from './collected.ts';
import { code, joined, tableOf, translated } from './fields.ts';
import type { Section } from './section.ts';
import type { Texts } from './texts.ts';

/** What is collected, field by field: with every event, then by the purposes that consent is given to. */
export const whatIsCollected = (collected: Collected, say: Texts): Section[] => [
  {
    id: 'with_every_event',
    ...say.with_every_event,
    table: tableOf(say, fieldsOf(collected, 'any'), say.added),
  },
  ...purposes.map((purpose) => ofPurpose(collected, say, purpose)),
  { id: 'decision', ...say.decision, table: tableOf(say, decided) },
];

/** The fields that a purpose opens, or that go with any event. */
const fieldsOf = ({ fields }: Collected, purpose: Purpose | 'any') =>
  Object.fromEntries(Object.entries(fields).filter(([, field]) => field.purpose === purpose));

function ofPurpose(collected: Collected, say: Texts, purpose: Purpose): Section {
  const { name, why, legal_basis } = say.purposes[purpose];
  const fields = fieldsOf(collected, purpose);
  const events = Object.entries(collected.events).filter(([, event]) => event.purpose === purpose);
  return {
    id: `purpose-${purpose}`,
    title: `${name} (${code(purpose)})`,
    text: [
      why,
      `${say.legal_basis} ${legal_basis}`,
      ...(events.length + Object.keys(fields).length === 0 ? [say.no_event] : []),
      ...(events.length > 0 && purpose === 'essential' ? [say.only(withEssential(collected, say))] : []),
    ],
    ...(Object.keys(fields).length > 0 && { table: tableOf(say, fields) }),
    sections: events.map((event) => ofEvent(say, event)),
  };
}

/** The names of what goes with an essential event beside its own fields. */
function withEssential({ fields }: Collected, { added }: Texts): string[] {
  const { license_id, ...always } = added;
  const essential = Object.keys(fields).filter((name) => fields[name]?.essential);
  return [...essential, ...Object.keys(always)].map(code);
}

function ofEvent(say: Texts, [name, event]: [string, Collected['events'][string]]): Section {
  const { description, since, justification, properties } = event;
  return {
    id: `event-${name}`,
    title: code(name),
    text: [
      translated(say, description),
      ...(justification ? joined(say, say.justification, justification) : []),
      ...(since > 1 ? [say.since(since)] : []),
    ],
    ...(Object.keys(properties).length > 0 && { table: tableOf(say, properties) }),
  };
}

/** Which versions a decision may name is no news to whoever reads one of them. */
const decided = Object.fromEntries(
  Object.entries(decisionFrame.fields).map(([name, field]) => {
    const { minimum, maximum, ...rest } = plain(field);
    return [name, rest];
  }),
);
