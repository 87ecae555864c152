import { whenReadAt } from '../api/examples.ts';
import { noticeSection } from '../api/notice.ts';
import { uuid } from '../api/parts.ts';
import type { Caller, Route } from '../api/route.ts';
import { routes } from '../api/routes.ts';
import { ref, type Schema, schemasOf, text } from '../api/schema.ts';
import { batchFields } from '../catalog/catalog.ts';
import { limits } from '../limits.ts';
import { content, refusals } from './answers.ts';
import { bodySchema, eventSchemas } from './events.ts';
import { gatewayError, problems } from './problems.ts';

const description = `Product-usage telemetry that asks first. Nothing is stored that is not described here, nor anything that the installation, and its organization's administrator, did not consent to.

Bodies are JSON in UTF-8. Every error of this service is problem+json with a \`reason\` from a closed set. The gateway in front answers some calls itself (429, 413 beyond 10 MB, 500, 503, 504): \`{"message"}\`, without \`retry-after\`. Any other path or method is a 404 with the reason \`not_found\`.

**What a client does.** It drops a batch on a 202 that has \`accepted\`, and on a problem with \`body_invalid\` or \`content_type_unsupported\`. It splits a batch on 413. It backs off with jitter on 429, 5xx and network errors, for as long as \`retry-after\` says, else from ${limits.retryAfterSeconds} s. On 401, 403, 404 and whatever it does not recognize it keeps the batch and pauses for a day. From the replies' \`date\` header it learns how far its clock is off.`;

const securitySchemes = {
  write_key: {
    type: 'http',
    scheme: 'bearer',
    description: `\`<product>.<random>\`. It ships with the product and names it; it is no secret. A revoked one is refused within ${limits.keyAge / 1000} seconds.`,
  },
  installation_secret: {
    type: 'apiKey',
    in: 'header',
    name: 'x-installation-secret',
    description:
      '32 random bytes in base64url, 43 characters: made by the installation, pinned by its first decision on consent.',
  },
  organization_token: {
    type: 'http',
    scheme: 'bearer',
    description: "`<organization_id>.<random>`, held by the organization's administrator.",
  },
};
const withSecret = { write_key: [], installation_secret: [] };
const security: Readonly<Record<Caller, readonly object[]>> = {
  installation: [withSecret],
  newcomer: [withSecret, { write_key: [] }],
  organization: [{ organization_token: [] }],
  anyone: [],
};

/** The secret as a parameter too: what is made from a description leaves out the second of two security schemes. */
const { name, in: place, description: ofSecret } = securitySchemes.installation_secret;
const secret = (required: boolean) => ({ name, in: place, required, description: ofSecret, schema: text });
const headers: Readonly<Record<Caller, readonly object[]>> = {
  installation: [secret(true)],
  newcomer: [secret(false)],
  organization: [],
  anyone: [],
};

const date = {
  description: "The time here, by which a client corrects its clock's.",
  schema: { type: 'string' },
};
const ofBatch = schemasOf(batchFields);
const parameters: Readonly<Record<string, Schema | undefined>> = {
  ...ofBatch,
  erasure_id: uuid,
  export_id: uuid,
};

/** One route as OpenAPI has it. */
function described(path: string, route: Route, now: Date) {
  const { operationId, summary, description, by, body, query = {}, reply } = route;
  const shown = Object.entries(route.examples(whenReadAt(now)));
  const of = (side: 'request' | 'reply') =>
    Object.fromEntries(shown.map(([name, example]) => [name, example[side]]));
  return {
    operationId,
    summary,
    description,
    security: security[by],
    parameters: [
      ...[...path.matchAll(/\{(.+?)\}/g)].map(([, name = '']) => ({
        name,
        in: 'path',
        required: true,
        schema: parameters[name],
      })),
      ...headers[by],
      ...Object.entries(query).map(([name, schema]) => ({ name, in: 'query', required: false, schema })),
    ],
    ...(body && {
      requestBody: {
        required: true,
        content: {
          'application/json': content(ref(body.name), of('request')),
          'application/gzip': {
            schema: { type: 'string', format: 'binary', description: 'The same JSON, gzipped.' },
          },
        },
      },
    }),
    responses: {
      [reply.status]: {
        description: reply.description,
        headers: { date },
        content: { 'application/json': content(ref(reply.name), of('reply')), ...others(reply.also) },
      },
      ...refusals(route),
    },
  };
}

const others = (forms: Route['reply']['also'] = {}) =>
  Object.fromEntries(
    Object.entries(forms).map(([type, text]) => [type, content({ type: 'string' }, { begun: text })]),
  );

/** The same by HEAD: without a body, whatever is answered. */
function withoutBody({ operationId, summary, responses, ...operation }: ReturnType<typeof described>) {
  const answers = Object.entries<{ content?: object }>(responses);
  return {
    ...operation,
    operationId: operationId.replace('get', 'head'),
    summary: `${summary.slice(0, -1)}, by its headers only.`,
    responses: Object.fromEntries(answers.map(([status, { content: _, ...answer }]) => [status, answer])),
  };
}

const all: readonly (readonly [string, Route])[] = Object.entries(routes);
const schemas: Readonly<Record<string, Schema>> = {
  ...Object.fromEntries(all.flatMap(([, { body }]) => (body ? [[body.name, bodySchema(body)]] : []))),
  ...Object.fromEntries(all.map(([, { reply }]) => [reply.name, reply.schema])),
  NoticeSection: noticeSection,
  GatewayError: gatewayError,
  ...problems,
  ...eventSchemas,
};

/** The API as an OpenAPI document. `now` dates its examples, so that they can be sent as they stand. */
export function document(now: Date) {
  const paths: Record<string, Record<string, object>> = {};
  for (const [name, route] of all) {
    const [method = '', path = ''] = name.split(' ');
    paths[path] ??= {};
    const operation = described(path, route, now);
    paths[path][method.toLowerCase()] = operation;
    if (route.head) paths[path].head = withoutBody(operation);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Assent',
      version: '1',
      description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: { securitySchemes, schemas },
  };
}
