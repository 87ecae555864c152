import { batchFrame, ceilingFrame, decisionFrame, eventFrame } from '../bodies.ts';
import { batchFields, catalog, contextFields, noticeVersion } from '../catalog/catalog.ts';
import type { EventDeclaration } from '../catalog/field.ts';
import { decisions, statuses } from '../consent.ts';
import { limits } from '../limits.ts';
import { eventReasons, type RequestReason, requestReasons, typeOf } from '../reasons.ts';
import { object, oneOf, purposeList, type Schema, schemaOf, schemasOf } from './schema.ts';

/** A reference to a body, an event or a problem by its name below. */
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

const count: Schema = { type: 'integer', minimum: 0, maximum: limits.events };
const noticeInForce: Schema = {
  type: 'integer',
  const: noticeVersion,
  description: 'Of the notice in force.',
};
const uuid = schemaOf(batchFields.installation_id);
const recorded_at: Schema = { type: 'string', format: 'date-time', description: 'When it first reached us.' };
const receipt_id: Schema = { ...uuid, description: 'Follows from the decision: sent again, it is the same.' };
const organization_id = schemaOf(batchFields.organization_id);

const { fields, required } = eventFrame;
const event = (event_name: string, declared: EventDeclaration): Schema => ({
  ...object(
    {
      ...schemasOf(fields),
      event_name: { const: event_name },
      properties: { ...object(schemasOf(declared.properties)), maxProperties: limits.properties },
    },
    required,
  ),
  description: `${declared.description} Purpose: \`${declared.purpose}\`.${
    declared.purpose === 'essential' ? ` ${declared.justification}` : ''
  }`,
});
/** An event is known by its name, so each has its own schema, under that name. */
const events = Object.fromEntries([...catalog].map(([name, declared]) => [name, event(name, declared)]));

const requests = {
  Batch: object(
    {
      ...schemasOf(batchFrame.fields),
      context: object(schemasOf(contextFields)),
      events: {
        type: 'array',
        items: ref('Event'),
        maxItems: limits.events,
        description:
          'What is not as described here is rejected on its own, in the 202: it spoils neither the batch nor its neighbors.',
      },
    },
    [...batchFrame.required, 'events'],
  ),
  Event: { oneOf: Object.keys(events).map(ref), discriminator: { propertyName: 'event_name' } },
  Decision: {
    ...object(schemasOf(decisionFrame.fields), decisionFrame.required),
    if: { properties: { decision: { const: 'granted' } } },
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word
    then: { properties: { purposes: { minItems: 1 } }, required: ['purposes'] },
  },
  Ceiling: object(schemasOf(ceilingFrame.fields), ceilingFrame.required),
};

const rejection = object(
  {
    index: { ...count, description: 'The place of the event in the batch, from 0.' },
    event_id: { ...uuid, description: 'Of the event, if it is a UUID.' },
    reason: {
      ...oneOf(Object.keys(eventReasons)),
      description: Object.entries(eventReasons)
        .map(([reason, words]) => `- \`${reason}\`: ${words}`)
        .join('\n'),
    },
    detail: { type: 'string', description: 'For people; repeats nothing that was sent.' },
  },
  ['index', 'reason', 'detail'],
);

const replies = {
  Outcome: object(
    {
      accepted: { ...count, description: 'How many events are durably in the stream.' },
      rejected: {
        type: 'array',
        items: rejection,
        maxItems: limits.events,
        description: 'These must not be sent again.',
      },
      consent: object(
        {
          status: oneOf(statuses),
          purposes: { ...purposeList, uniqueItems: true, description: 'The effective ones.' },
          notice_version: noticeInForce,
        },
        ['status', 'purposes', 'notice_version'],
      ),
      next: {
        ...object({
          after_seconds: { type: 'integer', minimum: 0, description: 'Send nothing before.' },
          drop: { type: 'array', items: { type: 'string' }, description: 'Send no events of these names.' },
        }),
        description: 'A brake that the vendor may set. Absent when there is none.',
      },
    },
    ['accepted', 'rejected', 'consent'],
  ),
  Receipt: object(
    {
      receipt_id,
      installation_id: uuid,
      decision: oneOf(decisions),
      purposes: { ...purposeList, uniqueItems: true },
      effective_purposes: {
        ...purposeList,
        uniqueItems: true,
        description: 'Of those granted, what the organization allows.',
      },
      notice_version: { type: 'integer', minimum: 1, maximum: noticeVersion },
      recorded_at,
    },
    [
      ...['receipt_id', 'installation_id', 'decision', 'purposes', 'effective_purposes'],
      ...['notice_version', 'recorded_at'],
    ],
  ),
  CeilingReceipt: object(
    { receipt_id, organization_id, allowed_purposes: { ...purposeList, uniqueItems: true }, recorded_at },
    ['receipt_id', 'organization_id', 'allowed_purposes', 'recorded_at'],
  ),
  Health: object({ status: { const: 'ok' } }, ['status']),
  Description: {
    type: 'object',
    description: 'An OpenAPI document.',
    required: ['openapi', 'info', 'paths', 'components'],
  },
  GatewayError: { ...object({ message: { type: 'string' } }, ['message']), description: 'Of the gateway.' },
};

/** A refusal of a whole request, as RFC 9457 has it. */
const problem = (reason: RequestReason): Schema => {
  const { status, title } = requestReasons[reason];
  const constants = { type: typeOf(reason), title, status, reason };
  const properties = Object.fromEntries(
    Object.entries(constants).map(([name, value]) => [name, { const: value }]),
  );
  return object(
    { ...properties, detail: { type: 'string', description: 'For people; repeats nothing that was sent.' } },
    ['type', 'title', 'status', 'detail', 'reason'],
  );
};
export const nameOfProblem = (reason: RequestReason) => `Problem.${reason}`;
const problems = Object.fromEntries(
  (Object.keys(requestReasons) as RequestReason[]).map((reason) => [nameOfProblem(reason), problem(reason)]),
);

/** Every body of the API by its name. An event's name is in small letters, so it takes no other's. */
export const bodies: Readonly<Record<string, Schema>> = { ...requests, ...replies, ...problems, ...events };
export type Body = keyof typeof requests | keyof typeof replies;
