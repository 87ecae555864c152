import { batchFields, contextFields, eventFields, noticeVersion } from '../catalog/catalog.ts';
import { statuses } from '../consent.ts';
import { limits } from '../limits.ts';
import { type EventReason, eventReasons, takenByOrganization } from '../reasons.ts';
import { day } from '../time.ts';
import { installation, organization_id } from './examples.ts';
import { type Frame, field } from './frame.ts';
import { ignored, uuid } from './parts.ts';
import { route } from './route.ts';
import {
  constant,
  integer,
  list,
  object,
  oneOf,
  purposeList,
  ref,
  say,
  schemasOf,
  text,
  whole,
} from './schema.ts';

export const batchFrame = {
  name: 'Batch',
  fields: { sent_at: field({ type: 'time' }, "When it was sent, by the sender's clock."), ...batchFields },
  required: ['sent_at', 'installation_id'],
  beside: {
    properties: {
      context: object(schemasOf(contextFields)),
      events: say(
        list(ref('Event'), limits.events),
        'An event that does not match its schema is rejected on its own, in the 202; the rest of the batch is unaffected.',
      ),
    },
    required: ['events'],
  },
} as const satisfies Frame;

/** Each event of a batch; its properties are as the catalog declares them. */
export const eventFrame = {
  name: 'Event',
  fields: eventFields,
  required: ['event_id', 'event_name', 'occurred_at'],
} as const satisfies Frame;

const count = integer(0, limits.events);
const rejection = object(
  {
    index: say(count, 'The place of the event in the batch, from 0.'),
    reason: say(
      oneOf(Object.keys(eventReasons) as EventReason[]),
      Object.entries(eventReasons)
        .map(([reason, words]) => `- \`${reason}\`: ${words}`)
        .join('\n'),
    ),
    detail: say(text, 'For people. Repeats nothing that was sent.'),
    event_id: say(uuid, 'Of the event, if it has one that is a UUID.'),
  },
  ['index', 'reason', 'detail'],
);
const outcome = object(
  {
    accepted: say(count, 'How many events are durably in the stream.'),
    ignored,
    rejected: say(list(rejection, limits.events), 'These must not be sent again.'),
    consent: whole({
      status: oneOf(statuses),
      purposes: say({ ...purposeList, uniqueItems: true }, 'The effective ones.'),
      notice_version: say(constant<number>(noticeVersion), 'Of the notice in force.'),
    }),
    next: say(
      whole({
        after_seconds: say(integer(0), 'How long to send nothing.'),
        drop: say(list(text), 'Events to send no more, by their names.'),
      }),
      'A throttle directive that the vendor may set; clients obey it.',
    ),
  },
  ['accepted', 'ignored', 'rejected', 'consent'],
);

/** 8,192. Not by toLocaleString, whose first call takes 15 ms of every cold start. */
const grouped = (number: number) => String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
const KiB = (bytes: number) => `${grouped(bytes / 1024)} KiB`;

const used = {
  event_id: '0193f3c8-5a52-7c52-b8a5-6f0d3f0a9d11',
  event_name: 'feature_used',
  sequence: 17,
  session_id: '5c1e0c9a-3c0b-4c39-8d5e-0d8f6f4b8a10',
  user_id: 'b7d1f0a3c2e54d6f8a9b0c1d2e3f4a5b',
  user_role: 'analyst',
  properties: { feature: 'export_pdf', count: 3, duration_ms: 1200 },
};
const measured = {
  event_id: '0193f3c8-5a53-7a10-9a3e-2f4b6c8d0e12',
  event_name: 'resource_usage_reported',
  sequence: 18,
  properties: { cpu_percent: 12.5, memory_used_mb: 850 },
};
const context = {
  product_version: '4.2.1',
  product_edition: 'professional',
  sdk_name: 'typescript',
  sdk_version: '1.0.0',
  language: 'de-DE',
  os_name: 'Windows',
  os_version: '11.0.26100.2314',
};
const reason = 'purpose_not_granted' as const;

export const eventRoutes = {
  'POST /v1/events': route({
    operationId: 'postEvents',
    summary: 'Send events of one installation of one product.',
    description: `Before its first decision on consent an installation has no secret yet, and needs to send none. An event counts once, however often it is sent: send it again unchanged.

| Limit | |
|---|---|
| Body as sent | ${KiB(limits.wireBytes)} |
| Body, inflated | ${KiB(limits.inflatedBytes)} |
| Events of a batch | ${limits.events} |
| An event, as JSON | ${KiB(limits.eventBytes)} |
| Its properties | ${limits.properties} |
| A name · a text | ${limits.nameLength} · ${grouped(limits.stringLength)} characters |
| Rows of a batch, gzipped | ${KiB(limits.recordBytes)} |
| \`occurred_at\` as sent | up to ${limits.oldestEvent / day} days back and ${limits.newestEvent / day} ahead |

The schema says what to send. A batch needs \`installation_id\` and \`events\`; an event needs \`event_id\`, \`event_name\`, \`occurred_at\`, and its properties as declared. Any other field that can't be taken, or is not declared, is left out by itself and named in \`ignored\`. An optional property that is null counts as absent. What was not consented to is not looked at.

Addresses inside text are masked, and control characters become spaces. A \`language\` such as \`de_DE.UTF-8\` becomes \`de-DE\`, and an \`organization_id\` such as \`Acme Inc.\` becomes \`acme-inc\`. A \`license_key\` is not stored, but a keyed digest of it.`,
    by: 'newcomer',
    body: batchFrame,
    reply: {
      status: 202,
      name: 'Outcome',
      schema: outcome,
      description: 'The batch was understood, and every accepted event is durably in the stream.',
    },
    reasons: ['too_many_events'],
    examples: ({ at }) => {
      const { installation_id } = installation;
      const events = [
        { ...used, occurred_at: at('09:55') },
        { ...measured, occurred_at: at('09:58') },
      ];
      const batch = { sent_at: at('10:00'), installation_id, organization_id, context };
      const request = { ...batch, events: events.slice(0, 1) };
      const consent = {
        status: 'granted',
        purposes: ['usage', 'persons', 'environment'],
        notice_version: noticeVersion,
      } as const;
      const reply = { accepted: 1, ignored: [], rejected: [], consent };
      const next = { after_seconds: 3600, drop: ['resource_usage_reported'] };
      const detail = takenByOrganization;
      return {
        accepted: { request, reply },
        throttled: { request, reply: { ...reply, next } },
        one_rejected: {
          request: { ...batch, events },
          reply: { ...reply, rejected: [{ index: 1, event_id: measured.event_id, reason, detail }] },
        },
      };
    },
  }),
};
