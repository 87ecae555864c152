import { batchFrame, ceilingFrame, decisionFrame, eventFrame, subjectFrame } from '../bodies.ts';
import { catalog, contextFields } from '../catalog/catalog.ts';
import type { EventDeclaration } from '../catalog/field.ts';
import { limits } from '../limits.ts';
import { object, ref, type Schema, schemasOf } from './schema.ts';

/** An event of the catalog: known by its name, so that each has a schema of its own, under that name. */
const event = (event_name: string, declared: EventDeclaration): Schema => ({
  ...object(
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

/** Every event that may be sent. A name of theirs has no capitals, so it takes no body's. */
export const events = Object.fromEntries(
  [...catalog].map(([name, declared]) => [name, event(name, declared)]),
);

/** What follows from these properties. */
const when = (properties: Record<string, Schema>, then: Schema): Schema => ({
  if: { type: 'object', properties, required: Object.keys(properties) },
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word
  then: { type: 'object', ...then },
});

/** What may be sent. */
export const requests = {
  Batch: object(
    {
      ...schemasOf(batchFrame.fields),
      context: object(schemasOf(contextFields)),
      events: {
        type: 'array',
        items: ref('Event'),
        maxItems: limits.events,
        description:
          'An event that is not as described is rejected by itself, in the 202: the batch and its other events stand.',
      },
    },
    [...batchFrame.required, 'events'],
  ),
  Event: { oneOf: Object.keys(events).map(ref), discriminator: { propertyName: 'event_name' } },
  Decision: {
    ...object(schemasOf(decisionFrame.fields), decisionFrame.required),
    allOf: [
      when(
        { decision: { const: 'granted' } },
        { properties: { purposes: { type: 'array', minItems: 1 } }, required: ['purposes'] },
      ),
      when(
        { erase: { const: true } },
        { properties: { decision: { const: 'withdrawn' } }, required: ['decision'] },
      ),
    ],
  },
  Subject: object(schemasOf(subjectFrame.fields), subjectFrame.required),
  Ceiling: object(schemasOf(ceilingFrame.fields), ceilingFrame.required),
};
