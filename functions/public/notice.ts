import { versions } from '../../shared/notice/collected.ts';
import { html } from '../../shared/notice/html.ts';
import { markdown } from '../../shared/notice/markdown.ts';
import { type Notice, notice } from '../../shared/notice/notice.ts';
import type { Answer } from '../platform/answer.ts';
import type { Call } from '../platform/call.ts';
import { environment } from '../platform/environment.ts';
import { Problem } from '../platform/problem.ts';
import { languageFor, typeFor } from './negotiate.ts';

const forms: Readonly<
  Record<Exclude<ReturnType<typeof typeFor>, 'application/json'>, (of: Notice) => string>
> = {
  'text/html': (of) => html(of, (version, language) => `?version=${version}&language=${language}`),
  'text/markdown': markdown,
};

type Get = 'GET /v1/notice';
const { vendor, retentionMonths, landingDays, logDays, region } = environment;

/** `GET /v1/notice`: an existing version, in the form and the language that the caller prefers. */
export async function getNotice({ accept, acceptLanguage, query }: Call<Get>): Promise<Answer<Get>> {
  const version = query.version ? versions.find((each) => String(each) === query.version) : versions.at(-1);
  if (!version) return new Problem('not_found', 'The notice has no such version.');
  const language = languageFor(query.language || acceptLanguage);
  const type = typeFor(accept);
  const found = await notice(version, language, { vendor, retentionMonths, landingDays, logDays, region });
  const headers = {
    'content-language': language,
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
