import { batchFields } from '../catalog/catalog.ts';
import { limits } from '../limits.ts';
import { type RequestReason, requestReasons } from '../reasons.ts';
import type { Route } from '../routes.ts';
import { type Body, bodies, nameOfProblem, ref } from './bodies.ts';
import { type Example, examples, problemExample } from './examples.ts';
import { type Operation, operations } from './operations.ts';
import { type Schema, schemaOf } from './schema.ts';

const description = `Product-usage telemetry that asks first. Nothing is stored that is not described here, nor anything that the installation, and its organization's administrator, did not consent to.

Bodies are JSON in UTF-8. Every error of ours is problem+json with a \`reason\` from a closed set. The gateway before us answers some by itself (429, 413 beyond 10 MB, 500, 503, 504), as \`{"message"}\` without \`retry-after\`. Any other path or method is a 404 with the reason \`not_found\`.

**What a client does.** It drops a batch on a 202 that has \`accepted\`, and on a problem with \`body_invalid\` or \`content_type_unsupported\`. It splits a batch on 413. It backs off with jitter on 429, 5xx and network errors, for as long as \`retry-after\` says, else from ${limits.retryAfterSeconds} s. On 401, 403, 404 and whatever it does not recognize it keeps the batch and pauses for a day. By the replies' \`date\` header it learns how far its clock is off.`;

const securitySchemes = {
  write_key: {
    type: 'http',
    scheme: 'bearer',
    description:
      '`<product>.<random>`. Ships with the product, so it is no secret: it names the product. Revoked, it is refused within ten seconds.',
  },
  installation_secret: {
    type: 'apiKey',
    in: 'header',
    name: 'x-installation-secret',
    description:
      "32 random bytes of the installation's own, in base64url: 43 characters. Its first decision on consent pins it.",
  },
  organization_token: {
    type: 'http',
    scheme: 'bearer',
    description: "`<organization_id>.<random>`, for the organization's administrator.",
  },
};
const installation = { write_key: [], installation_secret: [] };
const security: Record<Operation['by'], object[]> = {
  installation: [installation],
  organization: [{ organization_token: [] }],
  anyone: [],
};

const parameters: Readonly<Record<string, Schema>> = {
  installation_id: schemaOf(batchFields.installation_id),
  organization_id: schemaOf(batchFields.organization_id),
};
const named = ([name, schema]: [string, Schema]) => ({ name, in: 'path', required: true, schema });

/** Why a request may be refused: what its credentials and its body may lack, and what the route adds. */
function reasonsOf({ by, request, reasons }: Operation): RequestReason[] {
  return [
    ...(request ? (['body_invalid', 'body_too_large', 'content_type_unsupported'] as const) : []),
    ...(by === 'anyone' ? [] : (['credential_missing', 'credential_unknown'] as const)),
    ...(by === 'installation' ? (['secret_mismatch'] as const) : []),
    ...reasons,
    'unavailable',
  ];
}

type Named = [string, object | undefined][];
const valuesOf = (named: Named) => Object.fromEntries(named.map(([name, value]) => [name, { value }]));
const json = (body: Body, named: Named) => ({
  'application/json': { schema: ref(body), examples: valuesOf(named) },
});

const byGateway = (message: string) => json('GatewayError', [['gateway', { message }]]);

/** The answers with which a request may be refused, by their status. */
function refusals(operation: Operation) {
  const reasons = Object.groupBy(reasonsOf(operation), (reason) => requestReasons[reason].status);
  const ours = Object.entries(reasons).map(([status, some = []]) => {
    const schema =
      some.length === 1
        ? ref(nameOfProblem(some[0] as RequestReason))
        : { oneOf: some.map((reason) => ref(nameOfProblem(reason))) };
    const values = valuesOf(some.map((reason) => [reason, problemExample(reason)]));
    return [
      status,
      {
        description: some.map((reason) => `\`${reason}\`: ${requestReasons[reason].title}.`).join(' '),
        content: { 'application/problem+json': { schema, examples: values } },
      },
    ] as const;
  });
}
