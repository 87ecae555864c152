import { gunzipSync } from 'node:zlib';
import type { Described } from '../../shared/api/schema.ts';
import type { statementSchema } from '../../shared/api/statement.ts';
import { type Organization, statementKey } from './records.ts';
import { readItems } from './store.ts';

/** Whether a statement is to be made of an organization, and may be read: while it has a token and has not opted out. */
export const hasStatement = (organization: Organization | undefined): organization is Organization =>
  organization?.token_digest !== undefined && organization.allowed_purposes?.length !== 0;

/** An organization's statement, with what it allows now; undefined where there is none. */
export async function statementOf(
  organization_id: string,
  organization: Organization | undefined,
): Promise<Described<typeof statementSchema> | undefined> {
  if (!hasStatement(organization)) return undefined;
  const [kept] = await readItems([statementKey(organization_id)]);
  if (!kept?.gzipped) return undefined;
  const allowed_purposes = organization.allowed_purposes ?? null;
  return { ...JSON.parse(gunzipSync(kept.gzipped).toString()), allowed_purposes };
}
