import { batchFields } from '../../shared/catalog/catalog.ts';
import { expected } from '../../shared/catalog/validate.ts';
import { bearer, nameIn } from './credentials.ts';
import { matches } from './digest.ts';
import { Problem } from './problem.ts';
import { type Organization, organizationKey } from './records.ts';
import type { Request } from './request.ts';
import { readItems } from './store.ts';

/** An organization whose administrator calls: its ID, and what is kept of it. */
export type Administered = { organization_id: string; organization: Organization };

/** The organization of the path, if the token is its own. */
export async function administered({ authorization, path }: Request): Promise<Administered | Problem> {
  const token = bearer(authorization);
  if (!token) return new Problem('credential_missing', 'Send authorization: Bearer <organization token>.');
  const organization_id = path.organization_id?.toLowerCase() ?? '';
  // The store takes no longer names, and would call that a fault.
  if (nameIn(token) !== organization_id || expected(batchFields.organization_id, organization_id))
    return unknownToken();
  const [organization] = await readItems([organizationKey(organization_id)]);
  // One that opted out on request may have no token yet.
  return organization?.token_digest !== undefined && matches(token, organization.token_digest)
    ? { organization_id, organization }
    : unknownToken();
}

export const unknownToken = () =>
  new Problem('credential_unknown', 'The token is not the one of this organization.');
