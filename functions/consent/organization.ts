import { batchFields } from '../../shared/catalog/catalog.ts';
import { mustBe } from '../../shared/catalog/validate.ts';
import { open } from '../platform/body.ts';
import { matches } from '../platform/digest.ts';
import { type Answer, Problem, type Request } from '../platform/http.ts';
import { organizationKey } from '../platform/records.ts';
import { type Item, readItems } from '../platform/store.ts';
import { readCeiling } from './body.ts';
import { recordCeiling } from './ceiling.ts';

/** `PUT /v1/organizations/{organization_id}/consent`: the ceiling, in force with the next request. */
export async function putCeiling(request: Request): Promise<Answer> {
  const organization = await administered(request);
  if (organization instanceof Problem) return organization;
  const body = open(request);
  if (body instanceof Problem) return body;
  const ceiling = readCeiling(body);
  if (ceiling instanceof Problem) return ceiling;

  const decided = await recordCeiling(organization, ceiling);
  return decided ? receipt(request, decided) : unknown();
}

/** `GET /v1/organizations/{organization_id}/consent`: the ceiling in force, in the shape of its receipt. */
export async function getCeiling(request: Request): Promise<Answer> {
  const organization = await administered(request);
  if (organization instanceof Problem) return organization;
  if (!organization.receipt_id) return new Problem('not_found', 'The organization has set no ceiling.');
  return receipt(request, organization);
}

/** The organization of the path, if the token is its own. */
async function administered({ authorization, path }: Request): Promise<Item | Problem> {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (!token) return new Problem('credential_missing', 'Send authorization: Bearer <organization token>.');
  const organization_id = path.organization_id?.toLowerCase() ?? '';
  if (token.slice(0, Math.max(0, token.lastIndexOf('.'))) !== organization_id) return unknown();
  // The store takes no longer names, and would call that a fault.
  if (mustBe(batchFields.organization_id, organization_id)) return unknown();
  const [item] = await readItems([organizationKey(organization_id)]);
  return item && matches(token, item.token_digest as string) ? item : unknown();
}

const unknown = () => new Problem('credential_unknown', 'The token is not the one of this organization.');

const receipt = ({ path }: Request, item: Item): Answer => ({
  status: 200,
  json: {
    receipt_id: item.receipt_id,
    organization_id: path.organization_id?.toLowerCase(),
    allowed_purposes: item.allowed_purposes,
    recorded_at: new Date(item.recorded_at as number).toISOString(),
  },
});
