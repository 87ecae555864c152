import type { Proven } from './proven.ts';

/** For people: what was signed, by which key, and what is wrong. */
export function say(
  found: readonly Proven[],
  differences: readonly string[],
  own?: readonly Proven[],
): string {
  const parts = found.map(({ facts, kid, wrong }) =>
    [
      ...(facts
        ? [`${wrong.length > 0 ? 'Signed' : 'Genuine'}, signed by the key ${kid}:`, ...lines(facts)]
        : []),
      ...wrong,
    ].join('\n'),
  );
  const receipts = (own ?? []).flatMap(({ wrong }) => wrong.map((each) => `Of the receipts: ${each}`));
  if (found.length === 0) parts.push('There is no proof in this file.');
  if (own && differences.length === 0 && receipts.length === 0)
    parts.push('The export and the receipts tell the same decisions.');
  return [...parts, ...receipts, ...differences].join('\n\n');
}

const lines = (facts: object) =>
  Object.entries(facts).map(([name, value]) => `  ${name.padEnd(16)} ${[value].flat().join(', ') || '-'}`);
