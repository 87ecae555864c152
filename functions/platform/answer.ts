import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { RouteName, Routes } from '../../shared/api/routes.ts';
import type { Described } from '../../shared/api/schema.ts';
import { limits } from '../../shared/limits.ts';
import { requestReasons, typeOf } from '../../shared/reasons.ts';
import { Problem } from './problem.ts';

/** What a route may answer: a problem, or the reply that it declares. JSON is kept by nobody, unless headers say so. */
export type Answer<Name extends RouteName> =
  | Problem
  | {
      status: Routes[Name]['reply']['status'];
      json: Described<Routes[Name]['reply']['schema']>;
      headers?: Headers;
    }
  | (Name extends 'GET /v1/notice' ? Text : never);
/** Another form of a reply, whose headers say what it is. */
type Text = { status: 200; text: string; headers: Headers };
type Headers = Readonly<Record<string, string>>;

/** As the gateway takes it. */
export function respond(
  answer: Problem | Text | { status: 200 | 202; json: object; headers?: Headers },
): APIGatewayProxyStructuredResultV2 {
  if (answer instanceof Problem) return refusal(answer);
  const { status, headers } = answer;
  if ('text' in answer) return { statusCode: status, headers, body: answer.text };
  return { statusCode: status, headers: { ...json, ...headers }, body: JSON.stringify(answer.json) };
}

const json = { 'content-type': 'application/json', 'cache-control': 'no-store' };

function refusal({ reason, detail }: Problem): APIGatewayProxyStructuredResultV2 {
  const { status, title } = requestReasons[reason];
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      // HTTP asks for a challenge with every 401.
      ...(status === 401 && { 'www-authenticate': 'Bearer' }),
      ...(status === 503 && { 'retry-after': String(limits.retryAfterSeconds) }),
    },
    body: JSON.stringify({ type: typeOf(reason), title, status, detail, reason }),
  };
}
