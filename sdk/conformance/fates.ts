import { days, seconds } from './life.ts';
import { type Fate, problem, type Reply } from './service.ts';

export const page: Reply = { status: 200, type: 'text/html', text: '<html>Log in to this network</html>' };
export const gateway = (status: number): Reply => ({ status, json: { message: 'From the gateway' } });

/** What keeps a batch, by the least pause in ms: at most half as long again. */
export const kept: [name: string, fate: Fate, pause: number][] = [
  ['no answer', 'lost', 60 * seconds],
  ['a connection reset after the request', 'unanswered', 60 * seconds],
  ['a connection reset in the middle of the answer', 'torn', 60 * seconds],
  ['a 500', gateway(500), 60 * seconds],
  ['a 502 with a page', { ...page, status: 502 }, 60 * seconds],
  ['a 503 without retry-after', gateway(503), 60 * seconds],
  ['a 503 of the service', problem(503, 'unavailable', { 'retry-after': '300' }), 300 * seconds],
  ['a 504', gateway(504), 60 * seconds],
  ["the gateway's 429", gateway(429), 60 * seconds],
  [
    'a 429 with retry-after in seconds',
    { ...gateway(429), headers: { 'retry-after': '900' } },
    900 * seconds,
  ],
  [
    'a 503 with a retry-after of nonsense',
    { ...gateway(503), headers: { 'retry-after': 'soon' } },
    60 * seconds,
  ],
  [
    'a 503 with a retry-after of years',
    { ...gateway(503), headers: { 'retry-after': '99999999' } },
    7 * days,
  ],
  ['a 401', problem(401, 'credential_unknown'), 1 * days],
  ['a 403 of the service', problem(403, 'secret_mismatch'), 1 * days],
  ['a 403 of something else', { ...page, status: 403 }, 1 * days],
  ['a 404', problem(404, 'not_found'), 1 * days],
  ['a 407 of a proxy', { ...page, status: 407 }, 1 * days],
  ['a 400 that is no problem of the service', gateway(400), 1 * days],
  ['a 413 that is no problem of the service', gateway(413), 1 * days],
  ["a proxy's page with 200", page, 1 * days],
  ["a proxy's page with 202", { ...page, status: 202 }, 1 * days],
  ['a 200 with what would be right of a 202', { status: 200, json: { accepted: 1 } }, 1 * days],
  ['a 202 without accepted', { status: 202, json: {} }, 1 * days],
  ['a 202 that counts fewer events than were sent', { status: 202, json: { accepted: 0 } }, 1 * days],
  ['a 202 that counts more events than were sent', { status: 202, json: { accepted: 2 } }, 1 * days],
  ['a 202 whose accepted is a text', { status: 202, json: { accepted: '1' } }, 1 * days],
  ['an empty 202', { status: 202, text: '' }, 1 * days],
  ['a 202 with half a JSON', { status: 202, text: '{"accepted":1' }, 1 * days],
  ['a 202 of a list', { status: 202, json: [{ accepted: 1 }] }, 1 * days],
  ['a 204', { status: 204, text: '' }, 1 * days],
  ['a redirect', { status: 302, headers: { location: '/v1/health' }, text: '' }, 1 * days],
  [
    'a redirect that keeps the method',
    { status: 307, headers: { location: '/v1/events' }, text: '' },
    1 * days,
  ],
];
