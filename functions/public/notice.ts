import { html } from '../../shared/notice/html.ts';
import { markdown } from '../../shared/notice/markdown.ts';
import type { Notice } from '../../shared/notice/notice.ts';
import type { Answer } from '../platform/answer.ts';
import type { Call } from '../platform/call.ts';
import { typeFor } from '../platform/negotiate.ts';
import { noticeIn } from '../platform/notice.ts';
import { Problem } from '../platform/problem.ts';

const forms: Readonly<
  Record<Exclude<ReturnType<typeof typeFor>, 'application/json'>, (of: Notice) => string>
> = {
  'text/html': (of) => html(of, (version, language) => `?version=${version}&language=${language}`),
  'text/markdown': markdown,
};

type Get = 'GET /v1/notice';

/** `GET /v1/notice`: an existing version, in the form and the language that the caller prefers. */
export async function getNotice({ accept, acceptLanguage, query }: Call<Get>): Promise<Answer<Get>> {
  const found = await noticeIn(query.version, query.language || acceptLanguage);
  if (!found) return new Problem('not_found', 'The notice has no such version.');
  const type = typeFor(accept);
  const headers = {
    'content-language': found.language,
    'cache-control': 'public, max-age=300',
    vary: 'accept, accept-language',
    // The page needs no more than its own style.
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
    'x-content-type-options': 'nosniff',
  };
  if (type === 'application/json') return { status: 200, json: found, headers };
  return {
    status: 200,
    text: forms[type](found),
    headers: { 'content-type': `${type}; charset=utf-8`, ...headers },
  };
}
