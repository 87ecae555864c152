import middy, { type MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { limits } from '../../shared/limits.ts';
import { type RequestReason, requestReasons, typeOf } from '../../shared/reasons.ts';
import type { Route } from '../../shared/routes.ts';

/** The caller's address: it can be taken once, and whatever prints or serializes a request does not show it. */
export class Address {
  #address: string;
  constructor(address: string) {
    this.#address = address;
  }
  take(): string {
    const address = this.#address;
    this.#address = '';
    return address;
  }
}

/** What our code sees of a call. */
export type Request = {
  address: Address;
  body: Buffer;
  contentType: string;
  authorization: string | undefined;
  secret: string | undefined;
  accept: string | undefined;
  acceptLanguage: string | undefined;
  path: Parameters;
  query: Parameters;
};
type Parameters = Readonly<Record<string, string | undefined>>;

/** A refusal of the whole request, as data. `detail` repeats nothing the client chose. */
export class Problem {
  readonly reason: RequestReason;
  readonly detail: string;
  constructor(reason: RequestReason, detail: string) {
    this.reason = reason;
    this.detail = detail;
  }
}

/** A good answer: JSON that nobody keeps, or a text whose headers say what it is. */
type Reply = { status: 200 | 202; json: object } | { status: 200; text: string; headers: Headers };
type Headers = Record<'content-type' | 'cache-control', string> & Record<string, string>;
export type Answer = Problem | Reply;
export type Handler = (request: Request) => Promise<Answer>;

/** Serves routes as a Lambda function behind an HTTP API (payload format 2.0). */
export const serve = (handlers: Partial<Record<Route, Handler>>) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(faultsAreUnavailable())
    .handler(async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
      const handler = handlers[event.routeKey as Route];
      return respond(handler ? await handler(receive(event)) : new Problem('not_found', 'No such route.'));
    });

function receive(event: APIGatewayProxyEventV2): Request {
  const { headers, body, isBase64Encoded, pathParameters, queryStringParameters, requestContext } = event;
  return {
    address: new Address(requestContext.http.sourceIp),
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
    contentType: headers['content-type'] ?? '',
    authorization: headers.authorization,
    secret: headers['x-installation-secret'],
    accept: headers.accept,
    acceptLanguage: headers['accept-language'],
    path: pathParameters ?? {},
    query: queryStringParameters ?? {},
  };
}

function respond(answer: Answer): APIGatewayProxyStructuredResultV2 {
  if ('text' in answer) return { statusCode: answer.status, headers: answer.headers, body: answer.text };
  if (!(answer instanceof Problem)) {
    return {
      statusCode: answer.status,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
      body: JSON.stringify(answer.json),
    };
  }
  const { reason, detail } = answer;
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

/**
 * Whatever is thrown is a fault of ours or of a service behind us: the client keeps its batch and comes back. Only
 * the kind of fault and the place are logged, since a message may quote what was sent.
 */
const faultsAreUnavailable = (): MiddlewareObj<
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2
> => ({
  onError: (request) => {
    const { name = 'Error', stack = '' } = request.error ?? {};
    const at = stack.split('\n').filter((line) => /^\s+at /.test(line));
    console.error(
      JSON.stringify({ level: 'error', fault: name, at: at.map((line) => line.trim()).slice(0, 8) }),
    );
    request.response = respond(new Problem('unavailable', 'Nothing was stored. Send the same again later.'));
  },
});
