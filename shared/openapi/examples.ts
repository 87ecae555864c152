import { noticeVersion } from '../catalog/catalog.ts';
import { eventReasons, type RequestReason, requestReasons, typeOf } from '../reasons.ts';
import type { Route } from '../routes.ts';

/** What may be sent and what it is answered, one after the other; each by its name. Without `request` for a GET. */
export type Example = { request?: object; reply: object };

const installation_id = '0b0f4c1e-8d0e-4a64-9b61-0c2d6d3f6f11';
const organization_id = 'contoso';
const event_id = '0193f3c8-5a52-7c52-b8a5-6f0d3f0a9d11';
const notice_version = noticeVersion;

/** The examples of every route, with times of the day before `now`, so that they are taken whenever they are read. */
export function examples(now: Date): Readonly<Record<Exclude<Route, '$default'>, Record<string, Example>>> {
  const yesterday = new Date(now.getTime() - 86_400_000).toISOString().slice(0, 10);
  const at = (time: string) => `${yesterday}T${time}Z`;

  const ceiling = (allowed_purposes: string[], decided_at: string, receipt_id: string): Example => ({
    request: { allowed_purposes, decided_at },
    reply: { receipt_id, organization_id, allowed_purposes, recorded_at: decided_at },
  });
  const allowed = ceiling(
    ['usage', 'environment', 'licensing'],
    at('08:00:00.000'),
    '6f4a3a55-7b0c-8d2e-9c31-5b8f0e7a1d42',
  );
  const granted = {
    receipt_id: 'a3d2b1c0-4e5f-8a6b-b7c8-d9e0f1a2b3c4',
    installation_id,
    decision: 'granted',
    purposes: ['usage', 'environment', 'diagnostics'],
    effective_purposes: ['usage', 'environment'],
    notice_version,
    recorded_at: at('09:00:01.000'),
  };
  const decision = {
    installation_id,
    notice_version,
    notice_language: 'de-DE',
    decided_by: 'user',
  };
  const no = (decision_: 'refused' | 'withdrawn', decided_at: string, receipt_id: string): Example => ({
    request: { ...decision, decision: decision_, purposes: [], decided_at },
    reply: {
      ...granted,
      receipt_id,
      decision: decision_,
      purposes: [],
      effective_purposes: [],
      recorded_at: decided_at,
    },
  });

  const batch = {
    sent_at: at('10:00:05.000'),
    installation_id,
    organization_id,
    context: {
      product_version: '4.2.1',
      product_edition: 'professional',
      sdk_name: 'typescript',
      sdk_version: '1.0.0',
      language: 'de-DE',
      os_name: 'Windows',
      os_version: '11.0.26100.2314',
    },
  };
  const used = {
    event_id,
    event_name: 'feature_used',
    occurred_at: at('09:58:01.120'),
    sequence: 17,
    session_id: '5c1e0c9a-3c0b-4c39-8d5e-0d8f6f4b8a10',
    user_id: 'b7d1f0a3c2e54d6f8a9b0c1d2e3f4a5b',
    user_role: 'analyst',
    properties: { feature: 'export_pdf', count: 3, duration_ms: 1200 },
  };
  const measured = {
    event_id: '0193f3c8-5a53-7a10-9a3e-2f4b6c8d0e12',
    event_name: 'resource_usage_reported',
    occurred_at: at('09:59:00.000'),
    properties: { cpu_percent: 12.5, memory_used_mb: 850 },
  };
  const consent = { status: 'granted', purposes: ['usage', 'environment'], notice_version };
  const reason = 'purpose_not_granted';

  return {
    'PUT /v1/organizations/{organization_id}/consent': {
      some: allowed,
      none: ceiling([], at('18:00:00.000'), '0f1e2d3c-4b5a-8697-a8b9-cadbecfd0e1f'),
    },
    'GET /v1/organizations/{organization_id}/consent': { some: { reply: allowed.reply } },
    'PUT /v1/consent': {
      granted: {
        request: {
          ...decision,
          organization_id,
          decision: 'granted',
          purposes: granted.purposes,
          decided_at: at('09:00:00.000'),
        },
        reply: granted,
      },
      refused: no('refused', at('11:00:00.000'), '1b2c3d4e-5f60-8172-8394-a5b6c7d8e9f0'),
      withdrawn: no('withdrawn', at('12:00:00.000'), '2c3d4e5f-6071-8283-94a5-b6c7d8e9f001'),
    },
    'GET /v1/consent/{installation_id}': { granted: { reply: granted } },
    'POST /v1/events': {
      accepted: {
        request: { ...batch, events: [used] },
        reply: { accepted: 1, rejected: [], consent },
      },
      one_rejected: {
        request: { ...batch, events: [used, measured] },
        reply: {
          accepted: 1,
          rejected: [{ index: 1, event_id: measured.event_id, reason, detail: eventReasons[reason] }],
          consent,
        },
      },
    },
    'GET /v1/health': { well: { reply: { status: 'ok' } } },
    'GET /v1/openapi.json': {
      empty: {
        reply: { openapi: '3.1.0', info: { title: 'Assent', version: '1' }, paths: {}, components: {} },
      },
    },
  };
}

const details: Readonly<Record<RequestReason, string>> = {
  body_invalid: 'the body has a field that is not declared',
  credential_missing: 'Send x-installation-secret.',
  credential_unknown: 'The write key is not one of this service, or was revoked.',
  secret_mismatch: 'x-installation-secret is not the one that this installation pinned.',
  not_found: 'No consent is recorded for this installation.',
  installation_erased: 'The installation has been erased.',
  body_too_large: 'The body must be at most 768 KiB; send fewer events at once.',
  too_many_events: '/events must hold at most 500; send fewer at once.',
  content_type_unsupported: 'Send application/json, or application/gzip for gzipped JSON.',
  unavailable: 'Nothing was stored. Send the same again later.',
};

/** A problem as it may read. */
export const problemExample = (reason: RequestReason): object => ({
  type: typeOf(reason),
  ...requestReasons[reason],
  detail: details[reason],
  reason,
});
