import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Functions } from './lambda.ts';
import type { Template } from './template.ts';

/** What the gateway takes of a caller, and what Lambda takes of the gateway and gives back: AWS's quotas, in bytes. */
const payloadLimit = 10 * 1024 * 1024;
const invokeLimit = 6 * 1024 * 1024;
const textType = /^(?:text\/|application\/(?:json|xml|javascript))/i;

type Route = { key: string; pattern: RegExp; names: string[]; function: string };

/** The template's routes with the function behind each, the most specific first, `$default` last. */
function routesOf(template: Template): Route[] {
  const integrations = new Map(
    template.ofType('AWS::ApiGatewayV2::Integration').map((each) => [each.id, each]),
  );
  const routes = template.ofType('AWS::ApiGatewayV2::Route').map(({ properties: { RouteKey, Target } }) => {
    const uri = integrations.get(Target.split('/').at(-1))?.properties.IntegrationUri as string;
    const names = [...RouteKey.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] as string);
    const pattern =
      RouteKey === '$default'
        ? /^/
        : new RegExp(`^${RouteKey.replace(/\{[^}]+\+\}/g, '(.+)').replace(/\{[^}]+\}/g, '([^/]+)')}$`);
    return { key: RouteKey, pattern, names, function: uri.split(':').at(-1) as string };
  });
  const rank = ({ key, names }: Route) => {
    if (key === '$default') return 99;
    return key.includes('+}') ? 98 : names.length;
  };
  return routes.sort((a, b) => rank(a) - rank(b));
}

/**
 * API Gateway's HTTP API, as far as a caller and a function can tell: payload format 2.0 and its own error bodies.
 * What is no route of it, `/reports` and below, is served by `reports`.
 */
export function gateway(
  template: Template,
  functions: Pick<Functions, 'invoke'>,
  reports: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Server {
  const routes = routesOf(template);
  const allowed = cors(template);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (/^\/reports(?:[/?]|$)/.test(request.url ?? '')) return reports(request, response);
    const body = await read(request);
    if (!body) return gatewayError(response, 413, 'Request Entity Too Large');
    allowed(request, response);
    const event = eventOf(request, body, routes);
    if (sizeOf(event.payload) > invokeLimit) return gatewayError(response, 500, 'Internal Server Error');
    const outcome = await functions.invoke(event.function, event.payload);
    if ('fault' in outcome || sizeOf(outcome.result) > invokeLimit)
      return gatewayError(response, 500, 'Internal Server Error');
    const { statusCode = 200, headers = {}, body: text = '', isBase64Encoded } = outcome.result as Answer;
    response.writeHead(statusCode, { ...headers, 'apigw-requestid': event.payload.requestContext.requestId });
    response.end(isBase64Encoded ? Buffer.from(text, 'base64') : text);
  };
  return createServer((request, response) => {
    // A caller may hang up at any time; that is theirs, and ends nothing here.
    answer(request, response).catch(() => response.destroy());
  });
}
const sizeOf = (json: unknown) => Buffer.byteLength(JSON.stringify(json) ?? '');

/**
 * Sets the headers by which a browser lets a page of another origin call, as the template has it. A preflight goes to a
 * route like any other call: AWS documents that `$default` takes OPTIONS too.
 */
function cors(template: Template): (request: IncomingMessage, response: ServerResponse) => void {
  const [api] = template.ofType('AWS::ApiGatewayV2::Api');
  const rules = api?.properties.CorsConfiguration;
  return ({ method, headers: { origin, ...asked } }, response) => {
    if (!rules || !origin) return;
    const any = rules.AllowOrigins.includes('*');
    if (!any && !rules.AllowOrigins.includes(origin)) return;
    response.setHeader('access-control-allow-origin', any ? '*' : origin);
    if (rules.ExposeHeaders)
      response.setHeader('access-control-expose-headers', rules.ExposeHeaders.join(','));
    if (method === 'OPTIONS' && 'access-control-request-method' in asked) {
      response.setHeader('access-control-allow-methods', rules.AllowMethods.join(','));
      response.setHeader('access-control-allow-headers', rules.AllowHeaders.join(','));
      response.setHeader('access-control-max-age', rules.MaxAge);
    }
  };
}

type Answer = {
  statusCode?: number;
  headers?: Record<string, string>;
  body?: string;
  isBase64Encoded?: boolean;
};

function gatewayError(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
}

/** The whole body, or undefined when it is larger than the gateway takes; the rest is read and dropped. */
async function read(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= payloadLimit) chunks.push(chunk);
  }
  return size <= payloadLimit ? Buffer.concat(chunks) : undefined;
}

function eventOf(request: IncomingMessage, body: Buffer, routes: Route[]) {
  const { method = 'GET', url = '/', socket } = request;
  const [rawPath = '/', rawQueryString = ''] = url.split(/\?(.*)/s);
  const called = `${method} ${rawPath}`;
  const route = routes.find(({ pattern }) => pattern.test(called)) as Route;
  const values = route.pattern.exec(called)?.slice(1) ?? [];
  // Everything here comes from this machine; who wants to come from elsewhere says so, as through a proxy.
  const sourceIp = request.headersDistinct['x-forwarded-for']?.at(-1) ?? socket.remoteAddress ?? '';
  const headers = Object.fromEntries(
    Object.entries(request.headersDistinct).map(([name, all]) => [name, all?.join(',')]),
  );
  headers['x-forwarded-for'] = [headers['x-forwarded-for'], sourceIp].filter(Boolean).join(', ');
  const isText = textType.test(headers['content-type'] ?? '');
  const now = new Date();
  return {
    function: route.function,
    payload: {
      version: '2.0',
      routeKey: route.key,
      rawPath,
      rawQueryString,
      headers,
      queryStringParameters: rawQueryString
        ? Object.fromEntries(new URLSearchParams(rawQueryString))
        : undefined,
      pathParameters: route.names.length
        ? Object.fromEntries(route.names.map((name, i) => [name, decoded(values[i])]))
        : undefined,
      requestContext: {
        accountId: 'anonymous',
        apiId: 'local',
        domainName: headers.host,
        http: {
          method,
          path: rawPath,
          protocol: 'HTTP/1.1',
          sourceIp,
          userAgent: headers['user-agent'] ?? '',
        },
        requestId: randomUUID(),
        routeKey: route.key,
        stage: '$default',
        time: now.toUTCString(),
        timeEpoch: now.getTime(),
      },
      body: body.length ? body.toString(isText ? 'utf8' : 'base64') : undefined,
      isBase64Encoded: body.length > 0 && !isText,
    },
  };
}

/** A path parameter as the gateway hands it on; one that is no percent-encoding stays as it is. */
function decoded(value = ''): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
