import { versions } from '../../shared/notice/collected.ts';
import { html } from '../../shared/notice/html.ts';
import { markdown } from '../../shared/notice/markdown.ts';
import { type Notice, notice } from '../../shared/notice/notice.ts';
import { environment } from '../platform/environment.ts';
import { type Answer, Problem, type Request, serve } from '../platform/http.ts';
import { languageFor, typeFor } from './negotiate.ts';

const forms: Readonly<Record<ReturnType<typeof typeFor>, (notice: Notice) => string>> = {
  'application/json': JSON.stringify,
  'text/html': (of) => html(of, (version, language) => `?version=${version}&language=${language}`),
  'text/markdown': markdown,
};

const { vendor, retentionMonths, landingDays, logDays, region } = environment;

/** `GET /v1/notice`: in the form and the language that are asked for; of a version that there is. */
async function get({ accept, acceptLanguage, query }: Request): Promise<Answer> {
  const version = query.version ? versions.find((each) => String(each) === query.version) : versions.at(-1);
  if (!version) return new Problem('not_found', 'The notice has no such version.');
  const language = languageFor(query.language || acceptLanguage);
  const type = typeFor(accept);
  return {
    status: 200,
    text: forms[type](
      await notice(version, language, { vendor, retentionMonths, landingDays, logDays, region }),
    ),
    headers: {
      'content-type': type === 'application/json' ? type : `${type}; charset=utf-8`,
      'content-language': language,
      'cache-control': 'public, max-age=300',
      vary: 'accept, accept-language',
      // The page needs no more than its own style.
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
      'x-content-type-options': 'nosniff',
    },
  };
}

export const handler = serve({ 'GET /v1/notice': get });
