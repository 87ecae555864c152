import middy, { type MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { preflight, type Route } from '../../shared/api/route.ts';
import type { RouteName, Routes } from '../../shared/api/routes.ts';
import { type Answer, respond } from './answer.ts';
import { type Call, receive } from './call.ts';
import { beginRequest } from './client.ts';
import { logFault } from './log-fault.ts';
import { Problem } from './problem.ts';
import { requestOf } from './request.ts';

export type Handler<Name extends RouteName> = (call: Call<Name>) => Promise<Answer<Name>>;

/** Serves routes, all that are given and no others, as a Lambda function behind an HTTP API (payload format 2.0). */
export function serve<Name extends RouteName>(
  routes: Pick<Routes, Name>,
  handlers: { [One in Name]: Handler<One> },
) {
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(faultsAreUnavailable())
    .handler(async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
      beginRequest();
      // The gateway adds what a browser asks for.
      if (event.routeKey === preflight) return { statusCode: 204 };
      // Where the gateway takes HEAD, it leaves the body out.
      const name = event.routeKey.replace(/^HEAD /, 'GET ') as Name;
      if (!Object.hasOwn(handlers, name)) return respond(new Problem('not_found'));
      const route: Route = routes[name];
      const call = receive(route, requestOf(event));
      if (call instanceof Problem) return respond(call);
      // A call of this route, as its declaration has just made it.
      const handler = handlers[name] as (call: object) => Promise<Answer<Name>>;
      return respond(await handler(call));
    });
}

/** Whatever is thrown is a fault of ours or of a service behind us: the client keeps its batch and comes back. */
const faultsAreUnavailable = (): MiddlewareObj<
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2
> => ({
  onError: (request) => {
    logFault(request.error ?? {});
    request.response = respond(new Problem('unavailable'));
  },
});
