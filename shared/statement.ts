import type { Described } from './api/schema.ts';
import type { statementSchema } from './api/statement.ts';

/** What a vendor sees of an organization, but for what its policy says now. */
export type Statement = Omit<Described<typeof statementSchema>, 'allowed_purposes'>;
export type OfProduct = Statement['products'][number];
type OfVersion = OfProduct['versions'][number];

/** Fewer installations than this are not shown: an employer must not be able to watch one person. */
export const fewest = 5;
const fewer = `<${fewest}` as const;
export const other = 'other';

/** A version as a report counts it. `last_seen_week`: the Monday of that week. */
export type Counted = { product_version: string; installations: number; last_seen_week: string };

/**
 * An organization's installations of a product by version, in the order given, under the rule on small groups: those of
 * fewer than five are together in `other`, last; with the next larger one where they would still be fewer, or one
 * could be told from the total. Where all together are fewer, nothing is said of them but that.
 */
export function underRule(versions: readonly Counted[]): Pick<OfProduct, 'installations' | 'versions'> {
  const total = sum(versions);
  if (total < fewest) {
    const hidden = { product_version: other, installations: fewer, last_seen_week: null };
    return { installations: fewer, versions: [hidden] };
  }
  const bySize = versions.toSorted((one, another) => one.installations - another.installations);
  const small = new Set(bySize.filter(({ installations }) => installations < fewest));
  for (const next of bySize) {
    if (small.size === 0 || sum([...small]) >= fewest) break;
    small.add(next);
  }
  const kept: OfVersion[] = versions.filter((each) => !small.has(each));
  const merged = [...small];
  const weeks = merged.map(({ last_seen_week }) => last_seen_week).sort();
  const rest = { product_version: other, installations: sum(merged), last_seen_week: weeks.at(-1) as string };
  return { installations: total, versions: merged.length > 0 ? [...kept, rest] : kept };
}

const sum = (versions: readonly Counted[]) =>
  versions.reduce((count, { installations }) => count + installations, 0);
