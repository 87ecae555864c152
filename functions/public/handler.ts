import { publicRoutes } from '../../shared/api/public.ts';
import { document } from '../../shared/openapi/document.ts';
import { serve } from '../platform/serve.ts';
import { getNotice } from './notice.ts';

/** The routes that anyone may call, without a permission. What no route knows ends here too, and gets our `not_found`. */
export const handler = serve(publicRoutes, {
  'GET /v1/notice': getNotice,
  'GET /v1/health': async () => ({ status: 200, json: { status: 'ok' } }),
  'GET /v1/openapi.json': async ({ now }) => ({ status: 200, json: document(new Date(now)) }),
});
