import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The ingest that serverless-website-analytics deploys, bundled by its makers: its entry and its environment. */
export type Peer = { entry: string; env: Record<string, string> };

/** Fetches the peer from the npm registry into a folder: it is no dependency of ours. */
export async function fetchPeer(folder: string): Promise<Peer> {
  const run = (command: string, ...args: string[]) => promisify(execFile)(command, args, { cwd: folder });
  await run('npm', 'pack', '--silent', 'serverless-website-analytics@1.12.0');
  await run('tar', '-xzf', 'serverless-website-analytics-1.12.0.tgz');
  const backend = join(folder, 'package', 'application', 'build', 'backend');
  return {
    entry: join(backend, 'api-ingest', 'index.js'),
    env: {
      ENVIRONMENT: 'prod',
      VERSION: '1',
      TIMEOUT: '10',
      LOG_LEVEL: 'error',
      ENRICH_RETURNED_ERRORS: 'false',
      ANALYTICS_BUCKET: 'bucket',
      FIREHOSE_PAGE_VIEWS_NAME: 'views',
      FIREHOSE_EVENTS_NAME: 'events',
      GEOLITE2_CITY_PATH: join(backend, 'layer-geolite2', 'GeoLite2-City.mmdb'),
      SITES: '["example.com"]',
      ALLOWED_ORIGINS: '["*"]',
    },
  };
}

const view = {
  site: 'example.com',
  user_id: 'b7d1f0a3c2e54d6f8a9b0c1d2e3f4a5b',
  session_id: '5c1e0c9a-3c0b-4c39-8d5e-0d8f6f4b8a10',
  page_id: '0193f3c8-5a52-7c52-b8a5-6f0d3f0a9d11',
  page_url: `/templates/${'insert_chart_from_selection/'.repeat(6)}`,
  page_opened_at: '2026-11-22T09:58:01.120Z',
  time_on_page: 12,
  utm_source: 'newsletter',
  utm_medium: 'mail',
  utm_campaign: 'autumn',
  utm_term: 'chart',
  utm_content: 'header',
  querystring: 'page=1',
  referrer: 'https://example.org/articles/how-to-insert-a-chart',
};

/** What the peer takes: one page view a request, here of about 600 bytes, in payload format 2.0. */
export const peerEvent = {
  version: '2.0',
  routeKey: '$default',
  rawPath: '/v1/page/view',
  rawQueryString: '',
  headers: {
    'content-type': 'application/json',
    origin: 'https://example.com',
    'x-forwarded-for': '193.0.6.139',
  },
  requestContext: {
    http: {
      method: 'POST',
      path: '/v1/page/view',
      protocol: 'HTTP/1.1',
      sourceIp: '193.0.6.139',
      userAgent:
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36',
    },
    routeKey: '$default',
    stage: '$default',
  },
  body: JSON.stringify(view),
  isBase64Encoded: false,
};
