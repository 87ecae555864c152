import { rightsRoutes } from '../../shared/api/rights.ts';
import { serve } from '../platform/serve.ts';
import * as erasures from './erasures.ts';
import * as exports from './exports.ts';

/** What a person may ask of us: to be forgotten, and to see what we hold. */
export const handler = serve(rightsRoutes, {
  'POST /v1/erasures': erasures.post,
  'GET /v1/erasures/{erasure_id}': erasures.get,
  'POST /v1/exports': exports.post,
  'GET /v1/exports/{export_id}': exports.get,
});
