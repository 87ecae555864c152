import type { Standing } from '../../shared/consent.ts';
import { type Presented, proven, type Sender } from '../platform/credentials.ts';
import { digest } from '../platform/digest.ts';
import { Problem } from '../platform/http.ts';
import {
  type Installation,
  installationKey,
  organizationKey,
  standingOf,
  type UserRefusal,
  wrongSecret,
} from '../platform/records.ts';
import type { Key } from '../platform/store.ts';
import type { Batch } from './batch.ts';

/** Who sends, for which organization, and what for. `refusalOf` a user says why none of their events is taken. */
export type Admitted = Sender & {
  organization_id: string | undefined;
  standing: Standing;
  refusalOf: (user_id: string) => UserRefusal | undefined;
};

/** Decides on a request by one strongly consistent read: is the key good, is the secret, and what may be kept? */
export async function admit(
  { claimed, secret }: Presented,
  { installation_id, organization_id }: Batch,
  now: number,
): Promise<Admitted | Problem> {
  const keys: Key[] = [installationKey(claimed.product, installation_id)];
  if (organization_id) keys.push(organizationKey(organization_id));
  const read = await proven(claimed, keys, now);
  if (read instanceof Problem) return read;
  const { sender, items } = read;

  const installation = items[0] as unknown as Installation | undefined;
  const refused = wrongSecret(installation, secret);
  if (refused) return refused;
  const { users } = installation ?? {};
  return {
    ...sender,
    organization_id: organization_id ?? installation?.organization_id,
    standing: await standingOf(installation, organization_id, organization_id ? items[1] : undefined),
    refusalOf: (user_id) => users?.[digest(user_id.toLowerCase())],
  };
}
