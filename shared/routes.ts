/** Every route of the API and the function behind it. The gateway is built from this list, and nothing else. */
export const routes = {
  'POST /v1/events': 'ingest',
  'PUT /v1/consent': 'consent',
  'GET /v1/consent/{installation_id}': 'consent',
  'PUT /v1/organizations/{organization_id}/consent': 'consent',
  'GET /v1/organizations/{organization_id}/consent': 'consent',
  'GET /v1/health': 'info',
  'GET /v1/openapi.json': 'info',
  $default: 'info',
} as const;
export type Route = keyof typeof routes;
