import { batchFields, noticeVersion } from '../catalog/catalog.ts';
import type { Purpose } from '../catalog/field.ts';
import { type Decision, decisions } from '../consent.ts';
import { installation, organization_id, other, type When } from './examples.ts';
import { decided_at, type Frame, field } from './frame.ts';
import { ignored, installation_id, proof, receipt_id, recorded_at } from './parts.ts';
import { route } from './route.ts';
import { integer, object, oneOf, purposeList, type Schema, say } from './schema.ts';

/** What follows from these properties. */
const when = (properties: Record<string, Schema>, then: Schema): Schema => ({
  if: { type: 'object', properties, required: Object.keys(properties) },
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word
  then: { type: 'object', ...then },
});

export const decisionFrame = {
  name: 'Decision',
  fields: {
    ...batchFields,
    decision: field({ type: 'string', allowed: decisions }, 'What was decided.'),
    purposes: field({ type: 'purposes' }, 'What was granted; of no meaning with a refusal or withdrawal.'),
    notice_version: field(
      { type: 'integer', minimum: 1, maximum: noticeVersion },
      'The version of the notice that was shown.',
    ),
    notice_language: field({ type: 'language' }, 'Its language, as a BCP 47 tag.'),
    decided_by: field({ type: 'string', allowed: ['user', 'administrator'] }, 'Who decided.'),
    decided_at,
    erase: field({ type: 'boolean' }, 'With a withdrawal: also starts an erasure.'),
  },
  required: ['installation_id', 'decision', 'notice_version', 'decided_by', 'decided_at'],
  rules: [
    when(
      { decision: { const: 'granted' } },
      { properties: { purposes: { ...purposeList, minItems: 1 } }, required: ['purposes'] },
    ),
    when(
      { erase: { enum: [true] } },
      { properties: { decision: { const: 'withdrawn' } }, required: ['decision'] },
    ),
  ],
} as const satisfies Frame;

const purposes = { ...purposeList, uniqueItems: true };
const reply = {
  status: 200,
  name: 'Receipt',
  schema: object(
    {
      receipt_id,
      installation_id,
      decision: oneOf(decisions),
      purposes,
      effective_purposes: say(
        purposes,
        'Of those granted, what the organization allows; `persons` only beside another purpose.',
      ),
      notice_version: integer(1, noticeVersion),
      recorded_at,
      proof,
      ignored,
    },
    [
      ...(['receipt_id', 'installation_id', 'decision', 'purposes'] as const),
      ...(['effective_purposes', 'notice_version', 'recorded_at'] as const),
    ],
  ),
  description: 'The receipt of the current decision.',
} as const;

/** A decision of an installation; `effective_purposes`: what its organization allows of those granted. */
const decided = (
  { installation_id, receipt_id }: typeof installation,
  decision: Decision,
  decided_at: string,
  purposes: readonly Purpose[] = [],
  effective_purposes: readonly Purpose[] = [],
) => {
  const common = { installation_id, decision, purposes, notice_version: noticeVersion };
  return {
    request: { ...common, organization_id, notice_language: 'de-DE', decided_by: 'user', decided_at },
    reply: { receipt_id, ...common, effective_purposes, recorded_at: decided_at },
  };
};
export const grantedAt = ({ at }: When) =>
  decided(
    installation,
    'granted',
    at('09:00'),
    ['usage', 'persons', 'environment', 'diagnostics'],
    ['usage', 'persons', 'environment'],
  );

export const consentRoutes = {
  'PUT /v1/consent': route({
    operationId: 'putConsent',
    summary: "Record an installation's decision on consent.",
    description:
      'The first decision pins the secret, which every call for the installation must carry from then on. A refusal or withdrawal always applies, whatever else the body says: `installation_id` and `decision` are enough. A grant applies only if it was decided after the last of those; a `notice_language` or `organization_id` that cannot be accepted is left out of it. `ignored` names what was left out. A decision that names no organization keeps the recorded one. `persons` means something only beside another purpose: granted alone, it counts as nothing.',
    by: 'installation',
    body: decisionFrame,
    reply,
    reasons: ['installation_erased'],
    examples: (when) => ({
      granted: grantedAt(when),
      refused: decided(other, 'refused', when.at('11:00')),
      withdrawn: decided(other, 'withdrawn', when.at('12:00')),
    }),
  }),
  'GET /v1/consent/{installation_id}': route({
    operationId: 'getConsent',
    summary: 'Read the current decision.',
    description: 'Has the same shape as its receipt.',
    by: 'installation',
    reply,
    reasons: ['not_found', 'installation_erased'],
    examples: (when) => ({ granted: { reply: grantedAt(when).reply } }),
  }),
};
