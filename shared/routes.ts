/** Every route of the API and the function behind it. The gateway is built from this list, and nothing else. */
export const routes = {
  'POST /v1/events': 'ingest',
  'PUT /v1/consent': 'consent',
  'GET /v1/consent/{installation_id}': 'consent',
  'POST /v1/erasures': 'rights',
  'GET /v1/erasures/{erasure_id}': 'rights',
  'POST /v1/exports': 'rights',
  'GET /v1/exports/{export_id}': 'rights',
  'PUT /v1/organizations/{organization_id}/consent': 'consent',
  'GET /v1/organizations/{organization_id}/consent': 'consent',
  'GET /v1/notice': 'notice',
  'GET /v1/health': 'info',
  'GET /v1/openapi.json': 'info',
  $default: 'info',
} as const;
export type Route = keyof typeof routes;
