import type { Standing } from '../../shared/consent.ts';
import { type Claim, prove, type Sender, toRead } from '../edge/credentials.ts';
import { Problem } from '../edge/http.ts';
import {
  type Installation,
  installationKey,
  organizationKey,
  standingOf,
  wrongSecret,
} from '../edge/records.ts';
import { type Key, readItems } from '../edge/store.ts';
import type { Batch } from './batch.ts';

/** Who sends, for which organization, and what for. */
export type Admitted = Sender & { organization_id: string | undefined; standing: Standing };

/** Decides on a request by one strongly consistent read: is the key good, is the secret, and what may be kept? */
export async function admit(
  claimed: Claim,
  secret: string | undefined,
  { installation_id, organization_id }: Batch,
  now: number,
): Promise<Admitted | Problem> {
  const writeKeys = toRead(claimed, now);
  const keys: Key[] = [installationKey(claimed.product, installation_id)];
  if (organization_id) keys.push(organizationKey(organization_id));
  if (writeKeys) keys.push(writeKeys);
  const items = await readItems(keys);

  const sender = prove(claimed, writeKeys && items.at(-1), now);
  if (sender instanceof Problem) return sender;
  const installation = items[0] as unknown as Installation | undefined;
  const refused = wrongSecret(installation, secret);
  if (refused) return refused;
  const named = organization_id ? items[1] : undefined;
  return {
    ...sender,
    organization_id: organization_id ?? installation?.organization_id,
    standing: await standingOf(installation, organization_id, named),
  };
}
