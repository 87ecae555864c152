import type { Route } from '../api/route.ts';
import { ref, type Schema } from '../api/schema.ts';
import { type RequestReason, requestReasons } from '../reasons.ts';
import { exampleOf, problemName } from './problems.ts';

/** A body in a description: its schema, with examples by their names. */
export const content = (schema: Schema, examples: Readonly<Record<string, unknown>>) => ({
  schema,
  examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }])),
});

/** Why a request may be refused: what its body or its credentials may lack, and what the route adds. */
const reasonsOf = ({ by, body, reasons }: Route): RequestReason[] => [
  ...(body ? (['body_invalid', 'body_too_large', 'content_type_unsupported'] as const) : []),
  ...(by === 'anyone' ? [] : (['credential_missing', 'credential_unknown'] as const)),
  ...(by === 'installation' || by === 'newcomer' ? (['secret_mismatch'] as const) : []),
  ...reasons,
  'unavailable',
];

function ours(reasons: readonly RequestReason[]) {
  const schemas = reasons.map((reason) => ref(problemName(reason)));
  const examples = Object.fromEntries(reasons.map((reason) => [reason, exampleOf(reason)]));
  return {
    description: reasons.map((reason) => `\`${reason}\`: ${requestReasons[reason].title}.`).join(' '),
    content: {
      'application/problem+json': content(
        schemas.length > 1 ? { oneOf: schemas } : (schemas[0] as Schema),
        examples,
      ),
    },
  };
}

/** What the gateway answers by itself, where one of ours does not say more. */
const byGateway: Readonly<Record<string, string>> = {
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
  504: 'Endpoint request timed out',
};
const theirs = (message: string) => ({
  description: 'The gateway could not hand it on.',
  content: { 'application/json': content(ref('GatewayError'), { gateway: { message } }) },
});

const headers: Readonly<Record<string, object>> = {
  401: { 'www-authenticate': { description: 'Always `Bearer`.', schema: { const: 'Bearer' } } },
  503: {
    'retry-after': {
      description: 'Seconds to wait. Comes with a problem, not with what the gateway says.',
      schema: { type: 'integer', minimum: 0 },
    },
  },
};

/** The answers that are no success, by their status. */
export function refusals(route: Route): Readonly<Record<string, object>> {
  const answers: Record<string, { description: string; headers?: object; content: object }> = {};
  for (const [status, message] of Object.entries(byGateway)) answers[status] = theirs(message);
  const byStatus = Object.groupBy(reasonsOf(route), (reason) => requestReasons[reason].status);
  for (const [status, reasons = []] of Object.entries(byStatus)) {
    const { description, content } = ours(reasons);
    answers[status] = {
      description,
      ...(headers[status] && { headers: headers[status] }),
      content: { ...content, ...answers[status]?.content },
    };
  }
  return answers;
}
