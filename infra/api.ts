import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type CfnStage,
  CorsHttpMethod,
  DomainName,
  HttpApi,
  type HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { preflight, type Route } from '../shared/api/route.ts';
import { routesOf, type ServedBy } from '../shared/api/routes.ts';
import { leastBurst, throttleOf } from '../shared/api/throttles.ts';
import type { Settings } from '../shared/settings.ts';

/** What the access log says of a call: the route with its parameters' names, never their values or an address. */
const logged = {
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  latency_ms: '$context.responseLatency',
  bytes: '$context.responseLength',
  request_id: '$context.requestId',
  error: '$context.integrationErrorMessage',
};

/** The HTTP API: the routes of shared/api, each to its function, under a throttle; its own domain, if there is one. */
export function api(
  scope: Construct,
  settings: Settings,
  functions: Record<ServedBy, Lambda>,
): { http: HttpApi; url: string; domain?: DomainName; log: LogGroup } {
  const { name: apiName, corsOrigins, throttle, logDays } = settings;
  const http = new HttpApi(scope, 'Api', {
    apiName,
    createDefaultStage: false,
    corsPreflight: corsOrigins.length > 0 ? cors(corsOrigins) : undefined,
  });
  Validations.of(scope).acknowledge({
    id: 'AwsSolutions-APIG4',
    reason:
      'The functions check write key, installation secret and consent in the one read that decides on a request.',
  });
  const made: Record<string, HttpRoute> = {};
  for (const [name, routes] of Object.entries(routesOf)) {
    const integration = new HttpLambdaIntegration(`${name}Integration`, functions[name as ServedBy]);
    const declared: [string, Route][] = Object.entries(routes);
    const keys = declared.flatMap(([key, { head }]) => (head ? [key, key.replace('GET', 'HEAD')] : [key]));
    // What is no route ends at our not_found. That would take preflights too, and a browser wants a 2xx for them.
    const beside = corsOrigins.length > 0 ? [preflight, '$default'] : ['$default'];
    for (const route of [...keys, ...(name === 'public' ? beside : [])]) {
      const [method, path] = route.split(' ');
      made[route] = new HttpRoute(scope, `Route ${route}`, {
        httpApi: http,
        routeKey: path ? HttpRouteKey.with(path, method as HttpMethod) : HttpRouteKey.DEFAULT,
        integration,
      });
    }
  }
  const logGroup = new LogGroup(scope, 'ApiLog', {
    // Groups below this prefix need no resource policy of their own; those hold at most 5,120 characters a region.
    logGroupName: `/aws/vendedlogs/${apiName}-api`,
    retention: logDays as RetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const domain = settings.domain && ourDomain(scope, settings.domain);
  const stage = new HttpStage(scope, 'Stage', {
    httpApi: http,
    stageName: '$default',
    autoDeploy: true,
    throttle: { rateLimit: throttle.rate, burstLimit: throttle.burst },
    domainMapping: domain && { domainName: domain },
    accessLogSettings: {
      destination: new LogGroupLogDestination(logGroup),
      format: AccessLogFormat.custom(JSON.stringify(logged)),
    },
  });
  (stage.node.defaultChild as CfnStage).routeSettings = routeSettings(Object.keys(made), throttle.rate);
  // AWS refuses settings of a route that is not there yet.
  stage.node.addDependency(...Object.values(made));
  return { http, url: domain ? `https://${domain.name}` : http.apiEndpoint, domain, log: logGroup };
}

/** The throttles of routes, as CloudFormation hands them on, where the stage's own is `most`. */
function routeSettings(routes: string[], most: number): object {
  const settings = routes.flatMap((route) => {
    const rate = throttleOf(route, most);
    if (rate === undefined) return [];
    return [
      [route, { ThrottlingRateLimit: rate, ThrottlingBurstLimit: Math.max(leastBurst, Math.ceil(rate)) }],
    ];
  });
  return Object.fromEntries(settings);
}

const ourDomain = (scope: Construct, { name, certificateArn }: NonNullable<Settings['domain']>) =>
  new DomainName(scope, 'Domain', {
    domainName: name,
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', certificateArn),
  });

const cors = (origins: readonly string[]) => ({
  allowOrigins: [...origins],
  allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PUT],
  allowHeaders: ['authorization', 'content-type', 'x-installation-secret'],
  exposeHeaders: ['retry-after'],
  maxAge: Duration.days(1),
});
