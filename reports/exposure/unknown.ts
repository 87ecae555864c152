import type { Answer } from '../run.ts';

const count = (n: number) => n.toLocaleString('en-US');

/**
 * What the report on exposure can't know, in a sentence a product: `versions` are the rows of version-distribution in
 * the same range.
 */
export function unknown({ rows: versions }: Answer): string[] {
  return [...Map.groupBy(versions, ({ product }) => product)].map(([product, rows]) => {
    const sum = (some: typeof rows) => some.reduce((n, { installations }) => n + Number(installations), 0);
    const unnamed = sum(rows.filter(({ product_version }) => product_version === 'unknown'));
    const { seats_seen, seats_sold, coverage } = rows[0] ?? {};
    return [
      `Of ${product}, ${count(sum(rows))} installations are known in the range`,
      unnamed ? `, ${count(unnamed)} of them without a version` : '',
      '. ',
      seats_sold
        ? `Of ${count(Number(seats_sold))} seats sold, ${count(Number(seats_seen))} (${(100 * Number(coverage)).toFixed(1)} %) were seen with a license: who runs the others is not known`
        : 'How many there are besides is not known, since no seats sold were imported',
      '. Who did not consent, or was not online, is not in this report.',
    ].join('');
  });
}
