import { limits } from '../limits.ts';
import { type RequestReason, requestReasons, typeOf } from '../reasons.ts';
import type { Operation } from './operations.ts';
import { problemName } from './replies.ts';
import { ref, type Schema } from './schema.ts';

/** A body in a description: its schema, with examples by their names. */
export const content = (schema: Schema, examples: Readonly<Record<string, unknown>>) => ({
  schema,
  examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }])),
});

/** Why a request may be refused: what its body or its credentials may lack, and what the route adds. */
const reasonsOf = ({ by, request, reasons }: Operation): RequestReason[] => [
  ...(request ? (['body_invalid', 'body_too_large', 'content_type_unsupported'] as const) : []),
  ...(by === 'anyone' ? [] : (['credential_missing', 'credential_unknown'] as const)),
  ...(by.startsWith('installation') ? (['secret_mismatch'] as const) : []),
  ...reasons,
  'unavailable',
];

const details: Readonly<Record<RequestReason, string>> = {
  body_invalid: 'the body has a field that is not declared',
  credential_missing: 'Send x-installation-secret.',
  credential_unknown: 'The write key is not one of this service, or was revoked.',
  secret_mismatch: 'x-installation-secret is not the one that this installation pinned.',
  not_found: 'No such route.',
  installation_erased: 'The installation has been erased.',
  body_too_large: `The body must be at most ${limits.wireBytes / 1024} KiB; send fewer events at once.`,
  too_many_events: `/events must hold at most ${limits.events}; send fewer at once.`,
  content_type_unsupported: 'Send application/json, or application/gzip for gzipped JSON.',
  unavailable: 'Nothing was stored. Send the same again later.',
};
const problem = (reason: RequestReason) => ({
  type: typeOf(reason),
  ...requestReasons[reason],
  detail: details[reason],
  reason,
});

function ours(reasons: readonly RequestReason[]) {
  const schemas = reasons.map((reason) => ref(problemName(reason)));
  const examples = Object.fromEntries(reasons.map((reason) => [reason, problem(reason)]));
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
export function refusals(operation: Operation): Readonly<Record<string, object>> {
  const answers: Record<string, { description: string; headers?: object; content: object }> = {};
  for (const [status, message] of Object.entries(byGateway)) answers[status] = theirs(message);
  const byStatus = Object.groupBy(reasonsOf(operation), (reason) => requestReasons[reason].status);
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
