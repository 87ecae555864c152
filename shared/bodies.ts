import { batchFields, eventFields, noticeVersion } from './catalog/catalog.ts';
import { type FrameField, purposes, type Type } from './catalog/field.ts';
import { patterns } from './catalog/patterns.ts';
import { decisions } from './consent.ts';

/**
 * The frame of a request's body: the fields it may have, and those it can't do without. The validator and the API
 * description follow from it. `context` and `events` of a batch, and `properties` of an event, stand beside it.
 */
export type Frame = { fields: Readonly<Record<string, FrameField>>; required: readonly string[] };

const field = (type: Type | { type: 'purposes' }, description: string): FrameField => ({
  ...type,
  description,
  since: 1,
  answers: 'contract: HTTP',
});
const decided_at = field({ type: 'time' }, 'When it was decided. Later than now counts as now.');

/** `POST /v1/events`. */
export const batchFrame = {
  fields: { sent_at: field({ type: 'time' }, "When it was sent, by the sender's clock."), ...batchFields },
  required: ['sent_at', 'installation_id'],
} satisfies Frame;

/** Each of its events. */
export const eventFrame = {
  fields: eventFields,
  required: ['event_id', 'event_name', 'occurred_at'],
} satisfies Frame;

/** `PUT /v1/consent`. */
export const decisionFrame = {
  fields: {
    ...batchFields,
    decision: field({ type: 'string', allowed: decisions }, 'What was decided.'),
    purposes: field({ type: 'purposes' }, 'What was granted; of no meaning with a refusal or withdrawal.'),
    notice_version: field(
      { type: 'integer', minimum: 1, maximum: noticeVersion },
      'The version of the notice that was shown.',
    ),
    notice_language: field(
      {
        type: 'string',
        pattern: patterns.language,
        in_words: 'A language tag such as de-DE.',
      },
      'Its language, as a BCP 47 tag.',
    ),
    decided_by: field({ type: 'string', allowed: ['user', 'administrator'] }, 'Who decided.'),
    decided_at,
    erase: field({ type: 'boolean' }, 'With a withdrawal: also starts an erasure.'),
  },
  required: ['installation_id', 'decision', 'notice_version', 'decided_by', 'decided_at'],
} satisfies Frame;

/** `PUT /v1/organizations/{organization_id}/consent`. */
export const ceilingFrame = {
  fields: {
    allowed_purposes: field(
      { type: 'purposes' },
      `What the organization's installations may grant: of ${purposes.join(', ')}; an empty list opts out.`,
    ),
    decided_at,
  },
  required: ['allowed_purposes', 'decided_at'],
} satisfies Frame;

/** `POST /v1/erasures` and `POST /v1/exports`: whose rows. */
export const subjectFrame = {
  fields: {
    installation_id: batchFields.installation_id,
    user_id: field({ type: 'pseudonym' }, "Of the installation's rows only this user's."),
  },
  required: ['installation_id'],
} satisfies Frame;
