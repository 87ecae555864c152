import type { Proven } from './proven.ts';

/**
 * What an export tells otherwise than the product's own receipts: a sentence for each decision that is missing, was
 * added, or has other times or other content than its receipt. Only what verifies is compared.
 */
export function compare(exported: readonly Proven[], own: readonly Proven[]): string[] {
  const theirs = factsIn(exported);
  const subjects = new Set(theirs.map(({ installation_id }) => installation_id));
  // After an erasure a product goes on as another installation, whose decisions are in another export.
  const ours = factsIn(own).filter(
    ({ installation_id }) => subjects.size === 0 || subjects.has(installation_id),
  );
  return [
    ...gaps(theirs),
    ...ours.flatMap((receipt) => {
      const same = theirs.find(({ receipt_id }) => receipt_id === receipt.receipt_id);
      if (!same) return [`Missing in the export: ${named(receipt)}.`];
      if (same.recorded_at !== receipt.recorded_at || same.decided_at !== receipt.decided_at)
        return [
          `Back-dated in the export: ${named(receipt)}; there it was decided ${same.decided_at} and recorded ${same.recorded_at}.`,
        ];
      const other = content(same) !== content(receipt);
      return other ? [`Changed in the export: ${named(receipt)}; there it is ${named(same)}.`] : [];
    }),
    ...theirs
      .filter(({ receipt_id }) => !ours.some((receipt) => receipt.receipt_id === receipt_id))
      .map((decided) => `Added in the export: ${named(decided)}${added(decided, ours)}.`),
  ];
}

type Decided = NonNullable<Proven['facts']>;
const factsIn = (all: readonly Proven[]) => all.flatMap(({ facts }) => facts ?? []);

/** An export says of whoever decided how many decisions there are: none of them may be left out. */
function gaps(all: readonly Decided[]): string[] {
  const subjects = Object.groupBy(all, (each) => each.installation_id ?? each.organization_id ?? '');
  return Object.values(subjects).flatMap((decisions = []) => {
    const total = Math.max(0, ...decisions.map((each) => each.total ?? 0));
    const numbers = new Set(decisions.map(({ number }) => number));
    return Array.from({ length: total }, (_, i) => i + 1)
      .filter((number) => !numbers.has(number))
      .map((number) => `Left out of the export: decision ${number} of ${total}.`);
  });
}

function added({ on_request, recorded_at = '' }: Decided, ours: readonly Decided[]): string {
  const later = ours.some((receipt) => (receipt.recorded_at ?? '') > recorded_at);
  const how = on_request ? ', on a written request' : '';
  return later ? `${how}, and dated before a receipt of the product: it may be back-dated` : how;
}

const content = ({ number, total, ...facts }: Decided) => JSON.stringify(facts);
const named = ({ receipt_id, decision, purposes, recorded_at }: Decided) =>
  `${decision} (${purposes?.join(', ') || 'nothing'}) of ${recorded_at}, receipt ${receipt_id}`;
