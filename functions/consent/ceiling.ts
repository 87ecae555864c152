import { uuidOf } from '../platform/digest.ts';
import { type Item, type Key, putItem, readItems } from '../platform/store.ts';
import type { CeilingBody } from './body.ts';

/**
 * Records what an organization allows: first as proof, then in the item that requests read. `organization` is that item
 * as it was read, or its key where there is none yet. Undefined when the token was replaced meanwhile.
 */
export async function recordCeiling(
  organization: Key & Partial<Item>,
  ceiling: CeilingBody,
  more: { by_letter?: true } = {},
): Promise<Item | undefined> {
  const receipt_id = uuidOf(organization.pk, JSON.stringify(ceiling));
  const proof = { pk: organization.pk, sk: `decision#${receipt_id}` };
  const [known] = await readItems([proof]);
  const recorded_at = (known?.recorded_at as number | undefined) ?? Date.now();
  if (!known) {
    const item = { ...proof, ...ceiling, ...more, receipt_id, recorded_at };
    await putItem(item, { if: 'attribute_not_exists(pk)' });
  }
  const decided = { ...organization, ...ceiling, receipt_id, recorded_at };
  // The token alone could have changed meanwhile; its holder is known by the one that was read.
  const held = organization.token_digest
    ? { if: 'token_digest = :digest', values: { ':digest': organization.token_digest } }
    : { if: 'attribute_not_exists(token_digest)' };
  return (await putItem(decided, held)) ? decided : undefined;
}
