import { document } from '../../shared/openapi/document.ts';
import { serve } from '../platform/http.ts';

/** The routes that anyone may call. What no route knows ends here too, and gets our `not_found`. */
export const handler = serve({
  'GET /v1/health': async () => ({ status: 200, json: { status: 'ok' } }),
  'GET /v1/openapi.json': async () => ({ status: 200, json: document(new Date()) }),
});
