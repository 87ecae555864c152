import { day } from '../../shared/time.ts';
import { colored, dates, isNarrow, names, step } from './axes.ts';
import type { Kind } from './kind.ts';
import type { Rows } from './rows.ts';

/** Of more licenses those that are nearest their limit, or denied, are drawn; the table has all. */
const atMost = 20;
const number = (value: unknown) => Number(value ?? 0);

type License = { name: string; sold: number; most: number; denied: number; rows: Rows };

/** A row a license, a cell a day: how much of what was sold is in use at the peak, what is over it, and denials. */
export const peaks: Kind = ({ x: [x = ''], y: [name = ''] }, rows, width) => {
  const all = [...Map.groupBy(rows, (row) => row.license_id).values()].map((its): License => {
    const sold = its[0]?.seats_purchased;
    const most = Math.max(...its.map((row) => number(row.seats_peak)));
    return {
      name: String(its[0]?.[name]),
      // Of an unlimited license its own peak is the measure.
      sold: sold === null || sold === undefined ? most : number(sold),
      most,
      denied: its.reduce((sum, row) => sum + number(row.denied), 0),
      rows: its,
    };
  });
  const urgent = ({ most, sold, denied }: License) => most / Math.max(sold, 1) + Math.min(1, denied);
  const drawn = all.toSorted((a, b) => urgent(b) - urgent(a)).slice(0, atMost);
  const values = drawn.flatMap(({ sold, rows }, place) =>
    rows.map((row) => ({
      place,
      from: row[x],
      to: new Date(Date.parse(String(row[x])) + day).toISOString().slice(0, 10),
      share: Math.min(1, number(row.seats_peak) / Math.max(1, sold)),
      what: number(row.seats_peak) > sold ? 'more than sold' : 'of what was sold',
      noon: `${row[x]}T12:00:00Z`,
      denied: number(row.denied),
    })),
  );
  const limit = isNarrow(width) ? 110 : 200;
  const labels = JSON.stringify(
    drawn.map(({ name: its, most, rows }) => {
      const sold = rows[0]?.seats_purchased;
      return isNarrow(width) ? its : `${its}: ${most} of ${sold === null ? '∞' : sold}`;
    }),
  );
  const y = {
    ...names('place', { labelLimit: limit, labelExpr: `${labels}[datum.value]` }),
    type: 'ordinal',
  };
  const time = dates(x, rows, Math.max(200, width - limit));
  const color = colored(
    'what',
    ['of what was sold', 'more than sold', 'denied'],
    ['var(--s1)', 'var(--s2)', 'currentColor'],
    width - limit,
  );
  return {
    data: { values },
    height: { step },
    layer: [
      {
        mark: { type: 'rect', height: { band: 0.8 } },
        encoding: {
          y,
          x: { ...time, field: 'from' },
          x2: { field: 'to' },
          color,
          fillOpacity: {
            field: 'share',
            type: 'quantitative',
            scale: { domain: [0, 1], range: [0.08, 1] },
            legend: null,
          },
        },
      },
      {
        transform: [{ filter: 'datum.denied > 0' }],
        mark: { type: 'point', shape: 'circle', filled: true, size: 22, opacity: 1 },
        encoding: {
          y,
          x: { ...time, field: 'noon' },
          color: { ...color, field: undefined, datum: 'denied' },
        },
      },
    ],
  };
};
