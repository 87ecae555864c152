import { limits } from '../limits.ts';
import type { RequestReason } from '../reasons.ts';
import type { Route } from '../routes.ts';
import type { replies } from './replies.ts';
import type { requests } from './requests.ts';
import type { Schema } from './schema.ts';

/** What one route does. `by`: who calls it, and so by which credentials; a newcomer has no secret yet. */
export type Operation = {
  operationId: string;
  summary: string;
  description: string;
  by: 'installation' | 'installation or newcomer' | 'organization' | 'anyone';
  request?: keyof typeof requests;
  /** What the query may say, by name. */
  query?: Readonly<Record<string, Schema>>;
  /** `also`: the other forms it may have, by their types, each with an example. */
  reply: {
    status: 200 | 202;
    body: keyof typeof replies;
    description: string;
    also?: Readonly<Record<string, string>>;
  };
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
    reasons: ['installation_erased'],
  },
  'GET /v1/consent/{installation_id}': {
    operationId: 'getConsent',
    summary: 'Read the decision in force.',
    description: 'In the shape of its receipt.',
    by: 'installation',
    reply: { status: 200, body: 'Receipt', description: 'The receipt of the decision in force.' },
    reasons: ['not_found', 'installation_erased'],
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
  'POST /v1/erasures': {
    operationId: 'postErasure',
    summary: 'Have all rows of an installation, or of one of its users, erased.',
    description:
      'From the next request on nothing more is taken of it, not even essential events, and the installation can give no consent again. Asked for again, it is the same erasure. An installation that never decided anything can be erased too; its users can not.',
    by: 'installation',
    request: 'Subject',
    reply: { status: 202, body: 'Erasure', description: 'It is under way, or has been.' },
    reasons: ['not_found'],
  },
  'GET /v1/erasures/{erasure_id}': {
    operationId: 'getErasure',
    summary: 'Ask how far an erasure has come.',
    description:
      '`removed_from_reports` once no row is found any more, `completed` once the files that held them are gone too.',
    by: 'installation',
    reply: { status: 200, body: 'Erasure', description: 'How far it has come.' },
    reasons: ['not_found'],
  },
  'POST /v1/exports': {
    operationId: 'postExport',
    summary: 'Ask for all rows of an installation, or of one of its users, and its decisions on consent.',
    description: `Answered with the next refresh. An installation, and each of its users, has one export under way at a time: asked for again, it is that one. What was found is kept for ${days(limits.exportTime) * 24} hours.`,
    by: 'installation',
    request: 'Subject',
    reply: { status: 202, body: 'ExportStarted', description: 'It is under way.' },
    reasons: ['not_found', 'installation_erased'],
  },
  'GET /v1/exports/{export_id}': {
    operationId: 'getExport',
    summary: 'Read an export.',
    description: `Up to ${limits.exportPage} rows at a time; the decisions come with the first.`,
    by: 'installation',
    query: {
      page: { type: 'string', description: 'What `next_page` of the page before says; none for the first.' },
    },
    reply: { status: 200, body: 'Export', description: 'What was found, once `status` is `completed`.' },
    reasons: ['not_found'],
  },
  'GET /v1/notice': {
    operationId: 'getNotice',
    summary: 'Read the privacy notice.',
    description:
      'What is collected, field by field, what for, how long, who sees it, and what you can do about it: it follows from the catalog and the settings of this stack. It comes as JSON, HTML or Markdown, whichever `accept` prefers; as JSON where it has no preference, or asks for none of these.',
    by: 'anyone',
    query: {
      version: {
        type: 'string',
        description: 'A version that there is, such as `1`; else the one in force.',
      },
      language: {
        type: 'string',
        description:
          'A BCP 47 tag. Without it, `accept-language` decides; a language that there is not is English.',
      },
    },
    reply: {
      status: 200,
      body: 'Notice',
      description: 'The notice. It may be kept for five minutes.',
      also: {
        'text/html': '<!doctype html>\n<html lang="en">…',
        'text/markdown': '# Privacy notice: usage data of our products\n…',
      },
    },
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
