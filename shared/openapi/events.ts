import { eventFrame } from '../api/events.ts';
import type { Frame } from '../api/frame.ts';
import { object, ref, type Schema, schemasOf } from '../api/schema.ts';
import { catalog } from '../catalog/catalog.ts';
import type { EventDeclaration } from '../catalog/field.ts';
import { limits } from '../limits.ts';

/** An event of the catalog: known by its name, so that each has a schema of its own, under that name. */
const event = (event_name: string, declared: EventDeclaration): Schema => ({
  ...object<Record<string, Schema>, string>(
    {
      ...schemasOf(eventFrame.fields),
      event_name: { const: event_name },
      properties: { ...object(schemasOf(declared.properties)), maxProperties: limits.properties },
    },
    eventFrame.required,
  ),
  description: [
    declared.description,
    `Purpose: \`${declared.purpose}\`.`,
    ...(declared.purpose === 'essential' ? [declared.justification] : []),
  ].join(' '),
});

const events = Object.fromEntries([...catalog].map(([name, declared]) => [name, event(name, declared)]));

/** Every event that may be sent. A name of theirs has no capitals, so it takes no body's. */
export const eventSchemas: Readonly<Record<string, Schema>> = {
  Event: { oneOf: Object.keys(events).map(ref), discriminator: { propertyName: 'event_name' } },
  ...events,
};

/** The schema of a body, as its frame says. */
export const bodySchema = ({ fields, required, beside, rules }: Frame): Schema => ({
  ...object({ ...schemasOf(fields), ...beside?.properties }, [...required, ...(beside?.required ?? [])]),
  ...(rules && { allOf: rules }),
});
