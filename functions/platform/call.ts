import type { Caller, Route } from '../../shared/api/route.ts';
import type { RouteName, Routes } from '../../shared/api/routes.ts';
import { open } from './body.ts';
import {
  type Credentials,
  parseBoth,
  parseCredentials,
  parseToken,
  type Token,
  type WithSecret,
} from './credentials.ts';
import { Problem } from './problem.ts';
import type { Request } from './request.ts';

/**
 * What a handler sees of a call: the credentials that its route's declaration asks for, not yet proven, and the body as
 * JSON, not yet read.
 */
export type Call<Name extends RouteName> = Pick<
  Request,
  'address' | 'accept' | 'acceptLanguage' | 'query'
> & {
  /** When it came, in milliseconds since 1970. */
  now: number;
  path: Readonly<Record<Parameter<Name>, string>>;
} & Claims[Routes[Name]['by']] &
  (Routes[Name] extends Route<Caller, infer Sent>
    ? [Sent] extends [never]
      ? object
      : { body: unknown }
    : never);
type Parameter<Name> = Name extends `${string}{${infer One}}${infer Rest}` ? One | Parameter<Rest> : never;

type Claims = {
  anyone: object;
  newcomer: { credentials: Credentials };
  installation: { credentials: WithSecret };
  organization: { credentials: Token };
};
const parsers: {
  [By in Exclude<Caller, 'anyone'>]: (request: Request) => Claims[By]['credentials'] | Problem;
} = {
  newcomer: parseCredentials,
  installation: parseBoth,
  organization: parseToken,
};

/** Makes a call of a request: parses its credentials, then opens its body, as its route declares them. */
export function receive({ by, body }: Route, request: Request): object | Problem {
  const { address, accept, acceptLanguage, query, path } = request;
  const credentials = by === 'anyone' ? undefined : parsers[by](request);
  if (credentials instanceof Problem) return credentials;
  const opened = body && open(request);
  if (opened instanceof Problem) return opened;
  return { address, accept, acceptLanguage, query, path, now: Date.now(), credentials, body: opened };
}
