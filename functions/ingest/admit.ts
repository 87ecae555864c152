import type { EffectiveConsent } from '../../shared/consent.ts';
import { authenticateInstallation, type Sender } from '../platform/authenticate.ts';
import { consentFor } from '../platform/consent.ts';
import type { Credentials } from '../platform/credentials.ts';
import { digest } from '../platform/digest.ts';
import { Problem } from '../platform/problem.ts';
import { organizationKey, type UserRefusal } from '../platform/records.ts';
import type { Batch } from './batch.ts';

/** Who sends, for which organization, and what for. `refusalOf` a user says why none of their events is taken. */
export type Admitted = Sender & {
  organization_id: string | undefined;
  consent: EffectiveConsent;
  refusalOf: (user_id: string) => UserRefusal | undefined;
};

/** Decides on a request by one strongly consistent read: is the key good, is the secret, and what may be kept? */
export async function admit(
  credentials: Credentials,
  { installation_id, organization_id }: Batch,
  now: number,
): Promise<Admitted | Problem> {
  const organization = organization_id ? [organizationKey(organization_id)] : [];
  const read = await authenticateInstallation(credentials, installation_id, now, organization);
  if (read instanceof Problem) return read;
  const { sender, installation, items } = read;
  const { users } = installation ?? {};
  return {
    ...sender,
    organization_id: organization_id ?? installation?.organization_id,
    consent: await consentFor(installation, organization_id, items[0]),
    refusalOf: (user_id) => users?.[digest(user_id.toLowerCase())],
  };
}
