import { digest } from '../platform/digest.ts';
import { type Installation, installationKey, type UserRefusal } from '../platform/records.ts';
import { changeItem } from '../platform/store.ts';

/** The installation's item once a user of it is taken no more; the same item if it says so already. */
export function refusingUser(
  before: Installation | undefined,
  user_id: string,
  refusal: UserRefusal,
): Installation | undefined {
  const user = digest(user_id);
  const known = before?.users?.[user];
  if (before?.erased_at !== undefined || known === 'erased' || known === refusal) return before;
  const users = { ...before?.users, [user]: refusal };
  return { ...before, users, ttl: undefined, version: (before?.version ?? 0) + 1 };
}

/** Takes no more of a user from an installation. */
export async function refuseUser(
  product: string,
  { installation_id, user_id }: { installation_id: string; user_id: string },
  refusal: UserRefusal,
): Promise<void> {
  await changeItem(installationKey(product, installation_id), (before) =>
    refusingUser(before, user_id, refusal),
  );
}
