import { batchFields } from '../catalog/catalog.ts';
import { limits } from '../limits.ts';
import { hour } from '../time.ts';
import { grantedAt } from './consent.ts';
import { installation, other, type When } from './examples.ts';
import { type Frame, field } from './frame.ts';
import { due_at, proof, uuid } from './parts.ts';
import { route } from './route.ts';
import { anything, constant, list, object, oneOf, say, text, whole } from './schema.ts';

/** Whose rows are to be erased or exported. */
export const subjectFrame = {
  name: 'Subject',
  fields: {
    installation_id: batchFields.installation_id,
    user_id: field({ type: 'pseudonym' }, "Of the installation's rows only this user's."),
  },
  required: ['installation_id'],
} as const satisfies Frame;

/** How far an erasure has come. */
export const erasureStatuses = ['received', 'removed_from_reports', 'completed'] as const;

const erasure = {
  name: 'Erasure',
  schema: object(
    {
      erasure_id: uuid,
      status: oneOf(erasureStatuses),
      due_at,
      proof: say(proof, `Once it is completed. ${proof.description}`),
    },
    ['erasure_id', 'status', 'due_at'],
  ),
} as const;
const received = ({ erased }: When) => ({
  erasure_id: '5d1f0b7e-2c3a-8b4d-9e6f-7a8b9c0d1e2f',
  status: 'received' as const,
  due_at: erased,
});

const exported = object(
  {
    status: oneOf(['running', 'completed']),
    rows: say(list(anything, limits.exportPage), 'As they are stored.'),
    consent_history: say(
      list(anything),
      'Every decision, oldest first: with its `number`, from 1, of the `total`, and a `proof` of it, over the same record as that of its receipt, and these two.',
    ),
    next_page: say(text, 'Where there are more rows: what to send as `page`.'),
  },
  ['status', 'rows', 'consent_history'],
);

export const rightsRoutes = {
  'POST /v1/exports': route({
    operationId: 'postExport',
    summary: 'Request all rows of an installation, or of one of its users, and its consent decisions.',
    description: `Answered within hours, as the vendor has set it. An installation, and each of its users, has one export in progress at a time; repeated requests return that one. The result is kept for ${limits.exportTime / hour} hours.`,
    by: 'installation',
    body: subjectFrame,
    reply: {
      status: 202,
      name: 'ExportStarted',
      schema: whole({ export_id: uuid, status: constant('running') }),
      description: 'It is in progress.',
    },
    reasons: ['not_found', 'installation_erased'],
    examples: () => ({
      installation: {
        request: { installation_id: installation.installation_id },
        reply: { export_id: '7e2a1c9d-3b4c-4d5e-8f6a-1b2c3d4e5f60', status: 'running' as const },
      },
    }),
  }),
  'GET /v1/exports/{export_id}': route({
    operationId: 'getExport',
    summary: 'Read an export.',
    description: `Up to ${limits.exportPage} rows and ${limits.exportPageDecisions} decisions at a time, at most 3 MB.`,
    by: 'installation',
    query: { page: say(text, 'What `next_page` of the page before says; none for the first.') },
    reply: {
      status: 200,
      name: 'Export',
      schema: exported,
      description: 'What was found, once `status` is `completed`.',
    },
    reasons: ['not_found'],
    examples: (when) => ({
      running: { reply: { status: 'running' as const, rows: [], consent_history: [] } },
      completed: {
        reply: {
          status: 'completed' as const,
          rows: [{ event_name: 'feature_used', product: 'described', properties: { feature: 'export_pdf' } }],
          consent_history: [{ ...grantedAt(when).reply, decided_by: 'user' }],
        },
      },
    }),
  }),
  'POST /v1/erasures': route({
    operationId: 'postErasure',
    summary: 'Erase all rows of an installation, or of one of its users.',
    description:
      'From the next request on nothing more is accepted from it, not even essential events, and it cannot give consent again. Repeated requests return the same erasure. An installation that never made a decision can be erased too; its users cannot.',
    by: 'installation',
    body: subjectFrame,
    reply: { ...erasure, status: 202, description: 'It is in progress, or done.' },
    reasons: ['not_found'],
    examples: (when) => ({
      installation: { request: { installation_id: other.installation_id }, reply: received(when) },
    }),
  }),
  'GET /v1/erasures/{erasure_id}': route({
    operationId: 'getErasure',
    summary: 'Read the progress of an erasure.',
    description:
      '`removed_from_reports` once no rows are found, `completed` once the files that held them are gone too.',
    by: 'installation',
    reply: { ...erasure, status: 200, description: 'Its progress.' },
    reasons: ['not_found'],
    examples: (when) => ({ received: { reply: received(when) } }),
  }),
};
