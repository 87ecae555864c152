import { limits } from '../limits.ts';
import type { RequestReason } from '../reasons.ts';
import type { Route } from '../routes.ts';
import type { replies } from './replies.ts';
import type { requests } from './requests.ts';

/** What one route does. `by`: who calls it, and so by which credentials; a newcomer has no secret yet. */
export type Operation = {
  operationId: string;
  summary: string;
  description: string;
  by: 'installation' | 'installation or newcomer' | 'organization' | 'anyone';
  request?: keyof typeof requests;
  reply: { status: 200 | 202; body: keyof typeof replies; description: string };
  /** Beside those that follow from its credentials and its body. */
  reasons: readonly RequestReason[];
};

/** 8,192. Not by toLocaleString, whose first call takes 15 ms of every cold start. */
const grouped = (number: number) => String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
const KiB = (bytes: number) => `${grouped(bytes / 1024)} KiB`;
const days = (milliseconds: number) => milliseconds / 86_400_000;

/** Every route there is. */
export const operations: Readonly<Record<Exclude<Route, '$default'>, Operation>> = {
  'POST /v1/events': {
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
| \`occurred_at\` as sent | up to ${days(limits.oldestEvent)} days back and ${days(limits.newestEvent)} ahead |

Text is well-formed Unicode without U+0000, and no value may be null. Addresses inside text are masked. A \`license_key\` is not stored, but a keyed digest of it.`,
    by: 'installation or newcomer',
    request: 'Batch',
    reply: {
      status: 202,
      body: 'Outcome',
      description: 'The batch was understood, and every accepted event is durably in the stream.',
    },
    reasons: ['too_many_events'],
  },
  'PUT /v1/consent': {
    operationId: 'putConsent',
    summary: "Record an installation's decision on consent.",
    description:
      'The first decision pins the secret, which every call for the installation must carry from then on. A refusal or withdrawal always applies; a grant, only if it was decided after the last of those. A decision that names no organization keeps the recorded one.',
    by: 'installation',
    request: 'Decision',
    reply: { status: 200, body: 'Receipt', description: 'The receipt of the decision in force.' },
    reasons: [],
  },
  'GET /v1/consent/{installation_id}': {
    operationId: 'getConsent',
    summary: 'Read the decision in force.',
    description: 'In the shape of its receipt.',
    by: 'installation',
    reply: { status: 200, body: 'Receipt', description: 'The receipt of the decision in force.' },
    reasons: ['not_found'],
  },
  'PUT /v1/organizations/{organization_id}/consent': {
    operationId: 'putOrganizationConsent',
    summary: "Say what an organization's installations may grant.",
    description: 'In force with the next request, for every product of the vendor. An empty list opts out.',
    by: 'organization',
    request: 'Ceiling',
    reply: { status: 200, body: 'CeilingReceipt', description: 'The receipt.' },
    reasons: [],
  },
  'GET /v1/organizations/{organization_id}/consent': {
    operationId: 'getOrganizationConsent',
    summary: "Read what an organization's installations may grant.",
    description: 'Without a record they may grant everything.',
    by: 'organization',
    reply: { status: 200, body: 'CeilingReceipt', description: 'The receipt of what is in force.' },
    reasons: ['not_found'],
  },
  'GET /v1/health': {
    operationId: 'getHealth',
    summary: 'Ask whether the API answers.',
    description: 'Says nothing of what lies behind it.',
    by: 'anyone',
    reply: { status: 200, body: 'Health', description: 'It does.' },
    reasons: [],
  },
  'GET /v1/openapi.json': {
    operationId: 'getOpenapi',
    summary: 'Read this description.',
    description: "Computed from the vendor's catalog: it names each event that may be sent.",
    by: 'anyone',
    reply: { status: 200, body: 'Description', description: 'This description.' },
    reasons: [],
  },
};
