import { uuidOf } from '../edge/digest.ts';
import { type Item, type Key, putItem, readItems } from '../edge/store.ts';
import type { CeilingBody } from './body.ts';

/**
 * Records what an organization allows: first as proof, then in the item that requests read. `organization` is that item
 * as it was read, or its key where nobody had to show a token. Undefined when the token was replaced meanwhile.
 */
export async function recordCeiling(
  organization: Key & Partial<Item>,
  ceiling: CeilingBody,
  more: { by_letter?: true } = {},
): Promise<Item | undefined> {
  const receipt_id = uuidOf(organization.pk, JSON.stringify(ceiling));
  const proof = { pk: organization.pk, sk: `decision#${receipt_id}` };
  const [known, present] = await readItems([proof, { pk: organization.pk, sk: organization.sk }]);
  const recorded_at = (known?.recorded_at as number | undefined) ?? Date.now();
  if (!known) {
    const item = { ...proof, ...ceiling, ...more, receipt_id, recorded_at };
    await putItem(item, { if: 'attribute_not_exists(pk)' });
  }
  const before = more.by_letter ? { ...organization, ...present } : organization;
  const decided = { ...before, ...ceiling, receipt_id, recorded_at };
  // The token alone could have changed meanwhile; its holder is known by the one that was read.
  const held = before.token_digest
    ? { if: 'token_digest = :digest', values: { ':digest': before.token_digest } }
    : { if: 'attribute_not_exists(token_digest)' };
  return (await putItem(decided, held)) ? decided : undefined;
}
