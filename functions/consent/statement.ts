import type { Answer } from '../platform/answer.ts';
import { authenticateOrganization } from '../platform/authenticate.ts';
import type { Call } from '../platform/call.ts';
import { Problem } from '../platform/problem.ts';
import { statementOf } from '../platform/statement.ts';

type Get = 'GET /v1/organizations/{organization_id}/statement';

/** `GET`: authenticate · read. What was made last, by the lake's function. */
export async function getStatement({ credentials }: Call<Get>): Promise<Answer<Get>> {
  const organization = await authenticateOrganization(credentials);
  if (organization instanceof Problem) return organization;
  const statement = await statementOf(credentials.organization_id, organization);
  if (!statement)
    return new Problem('not_found', 'There is no statement: it is made daily, unless you opted out.');
  return { status: 200, json: statement };
}
