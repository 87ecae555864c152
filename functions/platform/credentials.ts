import { randomBytes } from 'node:crypto';
import { decoded, organizationOf } from '../../shared/forms/organization.ts';
import { Problem } from './problem.ts';
import type { Request } from './request.ts';

/** What the headers of a call claim; authenticate.ts proves it. */

/** Of an installation: `product` is what the write key claims. */
export type Credentials = { product: string; writeKey: string; secret: string | undefined };
export type WithSecret = Credentials & { secret: string };
/** Of an organization's administrator: `organization_id` is what both the path and the token claim. */
export type Token = { organization_id: string; token: string };

export const productName = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const wellFormed = /^[A-Za-z0-9_-]{43}$/;

/** A random credential behind the name that it claims. */
export const credentialOf = (name: string) => `${name}.${randomBytes(24).toString('base64url')}`;
/** The name that a credential claims. */
export const nameIn = (credential: string) => credential.slice(0, Math.max(0, credential.lastIndexOf('.')));
const bearer = (authorization = '') => /^Bearer +(\S+)$/i.exec(authorization)?.[1];

/** `authorization: Bearer <product>.<random>`, and `x-installation-secret` where it was sent. */
export function parseCredentials({ authorization, secret }: Request): Credentials | Problem {
  const writeKey = bearer(authorization);
  if (!writeKey) return new Problem('credential_missing', 'Send authorization: Bearer <write key>.');
  const product = nameIn(writeKey);
  if (!productName.test(product)) return new Problem('credential_unknown');
  if (secret === undefined || wellFormed.test(secret)) return { product, writeKey, secret };
  return new Problem('credential_missing', 'x-installation-secret must be 32 random bytes in base64url.');
}

/** The same, where the secret may not be missing. */
export function parseBoth(request: Request): WithSecret | Problem {
  const credentials = parseCredentials(request);
  if (credentials instanceof Problem) return credentials;
  const { secret } = credentials;
  return secret === undefined ? new Problem('credential_missing') : { ...credentials, secret };
}

/** `authorization: Bearer <organization_id, percent-encoded>.<random>`, where it claims the organization of the path. */
export function parseToken({ authorization, path }: Request): Token | Problem {
  const token = bearer(authorization);
  if (!token) return new Problem('credential_missing', 'Send authorization: Bearer <organization token>.');
  const organization_id = organizationOf(decoded(path.organization_id ?? ''));
  const claimed = organizationOf(decoded(nameIn(token)));
  return organization_id !== undefined && claimed === organization_id
    ? { organization_id, token }
    : unknownToken();
}

export const unknownToken = () =>
  new Problem('credential_unknown', 'The token is not the one of this organization.');
