import { batchFields } from '../catalog/catalog.ts';
import { type Purpose, purposes } from '../catalog/field.ts';
import { organization_id, type When } from './examples.ts';
import { decided_at, type Frame, field } from './frame.ts';
import { ignored, proof, receipt_id, recorded_at } from './parts.ts';
import { route } from './route.ts';
import { object, purposeList, schemaOf } from './schema.ts';
import { statementExample, statementSchema } from './statement.ts';

/** What an organization's administrator lets its installations grant. */
export const policyFrame = {
  name: 'OrganizationPolicy',
  fields: {
    allowed_purposes: field(
      { type: 'purposes' },
      `What the organization's installations may grant: of ${purposes.join(', ')}; an empty list opts out. Without \`persons\`, nobody is told apart: no user_id and no user_role is stored.`,
    ),
    decided_at,
  },
  required: ['allowed_purposes', 'decided_at'],
} as const satisfies Frame;

const schema = object(
  {
    receipt_id,
    organization_id: schemaOf(batchFields.organization_id),
    allowed_purposes: { ...purposeList, uniqueItems: true },
    recorded_at,
    proof,
    ignored,
  },
  ['receipt_id', 'organization_id', 'allowed_purposes', 'recorded_at'],
);
const reply = { status: 200, name: 'OrganizationReceipt', schema } as const;

const decided = (allowed_purposes: readonly Purpose[], decided_at: string) => ({
  request: { allowed_purposes, decided_at },
  reply: {
    receipt_id: '6f4a3a55-7b0c-8d2e-9c31-5b8f0e7a1d42',
    organization_id,
    allowed_purposes,
    recorded_at: decided_at,
  },
});
const some = ({ at }: When) => decided(['usage', 'persons', 'environment', 'licensing'], at('08:30'));

export const organizationRoutes = {
  'PUT /v1/organizations/{organization_id}/consent': route({
    operationId: 'putOrganizationConsent',
    summary: "Set what an organization's installations may grant.",
    description:
      'Takes effect with the next request, for every product of the vendor. An empty list opts out. The path and the token may spell the organization in any way; the reply has its one form.',
    by: 'organization',
    body: policyFrame,
    reply: { ...reply, description: 'The receipt.' },
    reasons: [],
    examples: (when) => ({ none: decided([], when.at('08:00')), some: some(when) }),
  }),
  'GET /v1/organizations/{organization_id}/consent': route({
    operationId: 'getOrganizationConsent',
    summary: "Read what an organization's installations may grant.",
    description: 'Without a record they may grant everything.',
    by: 'organization',
    reply: { ...reply, description: 'The receipt of the current policy.' },
    reasons: ['not_found'],
    examples: (when) => ({ some: { reply: some(when).reply } }),
  }),
  'GET /v1/organizations/{organization_id}/statement': route({
    operationId: 'getOrganizationStatement',
    summary: 'Read what the vendor sees of an organization.',
    description:
      'Made daily. Its figures are those of the reports, with fewer than five installations never shown by themselves, so that nobody can watch one person. There is none before the first is made, nor while the organization has opted out.',
    by: 'organization',
    reply: { status: 200, name: 'Statement', schema: statementSchema, description: 'The statement.' },
    reasons: ['not_found'],
    // Only the lake's function makes one.
    examples: (when) => ({ completed: { reply: statementExample(when) } }),
  }),
};
