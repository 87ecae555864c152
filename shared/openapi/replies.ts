import { batchFields, noticeVersion } from '../catalog/catalog.ts';
import { decisions, statuses } from '../consent.ts';
import { limits } from '../limits.ts';
import { eventReasons, type RequestReason, requestReasons, typeOf } from '../reasons.ts';
import { noticeReplies } from './notice.ts';
import { object, oneOf, purposeList, type Schema, schemaOf } from './schema.ts';

const count: Schema = { type: 'integer', minimum: 0, maximum: limits.events };
const uuid = schemaOf(batchFields.installation_id);
const receipt_id: Schema = { ...uuid, description: 'Follows from the decision: sent again, it is the same.' };
const text: Schema = { type: 'string' };
const recorded_at: Schema = { ...text, format: 'date-time', description: 'When it first reached us.' };
const anything: Schema = { type: 'object' };
const detail: Schema = { ...text, description: 'For people. Repeats nothing that was sent.' };
const purposes: Schema = { ...purposeList, uniqueItems: true };
const whole = (properties: Readonly<Record<string, Schema>>) => object(properties, Object.keys(properties));

const { event_id, ...ofRejection } = {
  index: { ...count, description: 'The place of the event in the batch, from 0.' },
  event_id: { ...uuid, description: 'Of the event, if it has one that is a UUID.' },
  reason: {
    ...oneOf(Object.keys(eventReasons)),
    description: Object.entries(eventReasons)
      .map(([reason, words]) => `- \`${reason}\`: ${words}`)
      .join('\n'),
  },
  detail,
};
const brake = {
  ...whole({
    after_seconds: { type: 'integer', minimum: 0, description: 'How long to send nothing.' },
    drop: { type: 'array', items: text, description: 'Events to send no more, by their names.' },
  }),
  description: 'A brake the vendor may set; clients obey it.',
};

/** What is answered when all went well, and what the gateway says when it did not. */
export const replies = {
  Outcome: object(
    {
      accepted: { ...count, description: 'How many events are durably in the stream.' },
      rejected: {
        type: 'array',
        items: object({ ...ofRejection, event_id }, Object.keys(ofRejection)),
        maxItems: limits.events,
        description: 'These must not be sent again.',
      },
      consent: whole({
        status: oneOf(statuses),
        purposes: { ...purposes, description: 'The effective ones.' },
        notice_version: { const: noticeVersion, description: 'Of the notice in force.' },
      }),
      next: brake,
    },
    ['accepted', 'rejected', 'consent'],
  ),
  Receipt: whole({
    receipt_id,
    installation_id: uuid,
    decision: oneOf(decisions),
    purposes,
    effective_purposes: { ...purposes, description: 'Of those granted, what the organization allows.' },
    notice_version: { type: 'integer', minimum: 1, maximum: noticeVersion },
    recorded_at,
  }),
  CeilingReceipt: whole({
    receipt_id,
    organization_id: schemaOf(batchFields.organization_id),
    allowed_purposes: purposes,
    recorded_at,
  }),
  Erasure: whole({
    erasure_id: uuid,
    status: oneOf(['received', 'removed_from_reports', 'completed']),
    due_at: { ...text, format: 'date-time', description: 'When it will be completed at the latest.' },
  }),
  ExportStarted: whole({ export_id: uuid, status: { const: 'running' } }),
  Export: object(
    {
      status: oneOf(['running', 'completed']),
      rows: {
        type: 'array',
        items: anything,
        maxItems: limits.exportPage,
        description: 'As they are stored.',
      },
      consent_history: { type: 'array', items: anything, description: 'Every decision, oldest first.' },
      next_page: { ...text, description: 'Where there are more rows: what to send as `page`.' },
    },
    ['status', 'rows', 'consent_history'],
  ),
  ...noticeReplies,
  Health: whole({ status: { const: 'ok' } }),
  Description: {
    ...whole({
      openapi: text,
      info: anything,
      servers: { type: 'array' },
      paths: anything,
      components: anything,
    }),
    description: 'An OpenAPI document.',
  },
  GatewayError: { ...whole({ message: text }), description: "The gateway's own words." },
};

/** A refusal of a whole request, as RFC 9457 has it. */
function problem(reason: RequestReason): Schema {
  const { status, title } = requestReasons[reason];
  const fixed = { type: typeOf(reason), title, status, reason };
  const constants = Object.entries(fixed).map(([name, value]) => [name, { const: value }]);
  return whole({ ...Object.fromEntries(constants), detail });
}

export const problemName = (reason: RequestReason) => `Problem.${reason}`;
const reasons = Object.keys(requestReasons) as RequestReason[];
export const problems = Object.fromEntries(reasons.map((reason) => [problemName(reason), problem(reason)]));
