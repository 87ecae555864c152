import type { Caller, Route } from '../../shared/api/route.ts';
import type { RouteName, Routes } from '../../shared/api/routes.ts';
import { open } from './body.ts';
import { type Credentials, parseCredentials, type WithSecret } from './credentials.ts';
import { type Administered, administered } from './organization.ts';
import { Problem } from './problem.ts';
import type { Request } from './request.ts';

/** What a handler sees of a call: who calls, as its route's declaration asks, and the body as JSON, not yet read. */
export type Call<Name extends RouteName> = Omit<
  Request,
  'authorization' | 'secret' | 'body' | 'contentType' | 'path'
> & {
  /** When it came, in milliseconds since 1970. */
  now: number;
  path: Readonly<Record<Parameter<Name>, string>>;
} & Callers[Routes[Name]['by']] &
  (Routes[Name] extends Route<Caller, infer Sent>
    ? [Sent] extends [never]
      ? object
      : { body: unknown }
    : never);
type Parameter<Name> = Name extends `${string}{${infer One}}${infer Rest}` ? One | Parameter<Rest> : never;

/** Of credentials that a read has to prove, only the claim; an organization is proven. */
type Callers = {
  anyone: object;
  newcomer: { credentials: Credentials };
  installation: { credentials: WithSecret };
  organization: Administered;
};

const callers: { [By in Caller]: (request: Request) => Promise<Callers[By] | Problem> } = {
  anyone: async () => ({}),
  newcomer: async (request) => {
    const credentials = parseCredentials(request);
    return credentials instanceof Problem ? credentials : { credentials };
  },
  installation: async (request) => {
    const credentials = parseCredentials(request);
    if (credentials instanceof Problem) return credentials;
    const { secret } = credentials;
    return secret === undefined
      ? new Problem('credential_missing')
      : { credentials: { ...credentials, secret } };
  },
  organization: administered,
};

/** Who calls, before anything else is looked at; then the body, where the route has one. */
export async function receive(
  { by, body }: Route,
  { authorization, secret, body: bytes, contentType, ...request }: Request,
): Promise<object | Problem> {
  const now = Date.now();
  const all = { authorization, secret, body: bytes, contentType, ...request };
  const caller = await callers[by](all);
  if (caller instanceof Problem) return caller;
  const opened = body && open(all);
  return opened instanceof Problem ? opened : { ...request, ...caller, now, body: opened };
}
