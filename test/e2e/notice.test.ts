import { expect, test } from 'vitest';
import { settings } from '#vendor/settings';
import { noticeVersion } from '../../shared/catalog/catalog.ts';
import { html } from '../../shared/notice/html.ts';
import { markdown } from '../../shared/notice/markdown.ts';
import { notice } from '../../shared/notice/notice.ts';
import { expectDescribed } from '../openapi/schemas.ts';
import { expectProblem, send } from './answers.ts';
import { localForFile } from './local.ts';

const started = localForFile({ schedules: false });
const facts = { ...settings, region: 'us-east-1' };

/** What anyone gets who asks for the notice; it must be as the API's description says. */
async function get(query = '', headers: Record<string, string> = {}) {
  const answer = await send(`${started.url}/v1/notice${query}`, 'GET', headers);
  const [type = ''] = answer.type.split(';');
  const json = type.endsWith('json') ? JSON.parse(answer.text) : answer.text;
  expectDescribed('GET', '/v1/notice', { status: answer.status, type, json });
  return { ...answer, json };
}

test.for([
  ['nothing in particular', undefined, 'application/json'],
  ['anything', '*/*', 'application/json'],
  ['JSON', 'application/json', 'application/json'],
  ['Markdown', 'text/markdown', 'text/markdown; charset=utf-8'],
  ['Markdown rather than JSON', 'application/json;q=0.5, text/markdown', 'text/markdown; charset=utf-8'],
  ['text of any kind', 'text/*', 'text/html; charset=utf-8'],
  [
    'what browsers ask for',
    'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8',
    'text/html; charset=utf-8',
  ],
  ['all but HTML', 'text/html;q=0, */*', 'application/json'],
  ['what it does not have', 'image/png', 'application/json'],
  ['what is no type', ';;,=', 'application/json'],
])('who asks for %s gets the notice, without a credential', async ([, accept, type]) => {
  const answer = await get('', accept ? { accept } : {});
  expect([answer.status, answer.type]).toEqual([200, type]);
});

test('all three forms say what the catalog and the settings say', async () => {
  const expected = await notice(noticeVersion, 'en', facts);
  const address = (version: number, language: string) => `?version=${version}&language=${language}`;
  expect((await get()).json).toEqual(JSON.parse(JSON.stringify(expected)));
  expect((await get('', { accept: 'text/markdown' })).text).toBe(markdown(expected));
  expect((await get('', { accept: 'text/html' })).text).toBe(html(expected, address));
});

test.for<[query: string, acceptLanguage: string, language: string]>([
  ['', 'de-AT, en;q=0.5', 'de'],
  ['', 'fr', 'en'],
  ['?language=de', 'en', 'de'],
  ['?language=DE-at', 'en', 'de'],
  ['?language=fr', 'de', 'en'],
  ['?language=&version=', 'de', 'de'],
  [`?version=${noticeVersion}&language=de`, '', 'de'],
])('%s with accept-language: %s is answered in %s', async ([query, language, expected]) => {
  const { json } = await get(query, { 'accept-language': language });
  expect([json.language, json.notice_version]).toEqual([expected, noticeVersion]);
});

test.for([
  String(noticeVersion + 1),
  '0',
  '-1',
  '1.0',
  '1e0',
  'one',
  '1,1',
  '..%2F1',
  '__proto__',
  '9'.repeat(400),
])('there is no version %s', async (version) => {
  expectProblem(await get(`?version=${version}`), 'not_found');
});

test('anyone may keep it for a while, by form and language; a page of it may run nothing', async () => {
  const { headers } = await fetch(`${started.url}/v1/notice`, { headers: { accept: 'text/html' } });
  expect(Object.fromEntries(headers)).toMatchObject({
    'cache-control': 'public, max-age=300',
    vary: 'accept, accept-language',
    'content-language': 'en',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
  });
});
