import { noticeVersion } from '../catalog/catalog.ts';
import { limits } from '../limits.ts';
import { eventReasons } from '../reasons.ts';
import type { Route } from '../routes.ts';

/** What may be sent, and what it is answered. A GET sends nothing. */
export type Example = { request?: object; reply: object };
type Examples = Readonly<Record<Exclude<Route, '$default'>, Readonly<Record<string, Example>>>>;

const organization_id = 'contoso';
const installation = {
  installation_id: '0b0f4c1e-8d0e-4a64-9b61-0c2d6d3f6f11',
  receipt_id: 'a3d2b1c0-4e5f-8a6b-b7c8-d9e0f1a2b3c4',
};
const other = {
  installation_id: '3c9d5a7e-1f2b-4c8d-a6e0-9b8c7d6e5f40',
  receipt_id: '1b2c3d4e-5f60-8172-8394-a5b6c7d8e9f0',
};

function ceiling(allowed_purposes: readonly string[], decided_at: string): Example {
  const receipt_id = '6f4a3a55-7b0c-8d2e-9c31-5b8f0e7a1d42';
  return {
    request: { allowed_purposes, decided_at },
    reply: { receipt_id, organization_id, allowed_purposes, recorded_at: decided_at },
  };
}

/** A decision of an installation; `allowed`: what its organization allows of the purposes. */
function decision(
  { installation_id, receipt_id }: typeof installation,
  word: string,
  decided_at: string,
  purposes: readonly string[] = [],
  allowed: readonly string[] = [],
): Example {
  const common = { installation_id, decision: word, purposes, notice_version: noticeVersion };
  return {
    request: { ...common, organization_id, notice_language: 'de-DE', decided_by: 'user', decided_at },
    reply: { receipt_id, ...common, effective_purposes: allowed, recorded_at: decided_at },
  };
}

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
const reason = 'purpose_not_granted';

/**
 * Examples of every route, to be sent in this order: each is answered as it says, but for the IDs and times of
 * receipts. They happen on the day before `now`, so that they are taken whenever they are read.
 */
export function examples(now: Date): Examples {
  const yesterday = new Date(now.getTime() - 86_400_000).toISOString().slice(0, 10);
  const at = (time: string) => `${yesterday}T${time}:00.000Z`;
  const some = ceiling(['usage', 'environment', 'licensing'], at('08:30'));
  const allowed = ['usage', 'environment'];
  const granted = decision(installation, 'granted', at('09:00'), [...allowed, 'diagnostics'], allowed);
  const batch = {
    sent_at: at('10:00'),
    installation_id: installation.installation_id,
    organization_id,
    context,
  };
  const events = [
    { ...used, occurred_at: at('09:55') },
    { ...measured, occurred_at: at('09:58') },
  ];
  const erasure = {
    erasure_id: '5d1f0b7e-2c3a-8b4d-9e6f-7a8b9c0d1e2f',
    status: 'received',
    due_at: new Date(now.getTime() + limits.erasureTime).toISOString(),
  };
  const exported = '7e2a1c9d-3b4c-4d5e-8f6a-1b2c3d4e5f60';
  const consent = { status: 'granted', purposes: allowed, notice_version: noticeVersion };
  return {
    'PUT /v1/organizations/{organization_id}/consent': { none: ceiling([], at('08:00')), some },
    'GET /v1/organizations/{organization_id}/consent': { some: { reply: some.reply } },
    'PUT /v1/consent': {
      granted,
      refused: decision(other, 'refused', at('11:00')),
      withdrawn: decision(other, 'withdrawn', at('12:00')),
    },
    'GET /v1/consent/{installation_id}': { granted: { reply: granted.reply } },
    'POST /v1/events': {
      accepted: {
        request: { ...batch, events: events.slice(0, 1) },
        reply: { accepted: 1, rejected: [], consent },
      },
      braked: {
        request: { ...batch, events: events.slice(0, 1) },
        reply: {
          accepted: 1,
          rejected: [],
          consent,
          next: { after_seconds: 3600, drop: ['resource_usage_reported'] },
        },
      },
      one_rejected: {
        request: { ...batch, events },
        reply: {
          accepted: 1,
          rejected: [{ index: 1, event_id: measured.event_id, reason, detail: eventReasons[reason] }],
          consent,
        },
      },
    },
    'POST /v1/erasures': {
      installation: { request: { installation_id: other.installation_id }, reply: erasure },
    },
    'GET /v1/erasures/{erasure_id}': { received: { reply: erasure } },
    'POST /v1/exports': {
      installation: {
        request: { installation_id: installation.installation_id },
        reply: { export_id: exported, status: 'running' },
      },
    },
    'GET /v1/exports/{export_id}': {
      running: { reply: { status: 'running', rows: [], consent_history: [] } },
      completed: {
        reply: {
          status: 'completed',
          rows: [{ event_name: used.event_name, product: 'described', properties: used.properties }],
          consent_history: [{ ...granted.reply, decided_by: 'user' }],
        },
      },
    },
    'GET /v1/notice': {
      begun: {
        reply: {
          notice_version: noticeVersion,
          versions: [noticeVersion],
          language: 'en',
          languages: ['en', 'de'],
          title: 'Privacy notice: usage data of our products',
          vendor: { name: 'Example Vendor', contact: 'privacy@example.com' },
          about: 'This is the notice that is in force.',
          collected: { fields: {}, events: {} },
          sections: [
            { id: 'who', title: 'Who collects the data', text: ['Questions: <privacy@example.com>.'] },
          ],
        },
      },
    },
    'GET /v1/health': { well: { reply: { status: 'ok' } } },
    'GET /v1/openapi.json': {
      begun: {
        reply: {
          openapi: '3.1.0',
          info: { title: 'Assent', version: '1' },
          servers: [],
          paths: {},
          components: {},
        },
      },
    },
  };
}
