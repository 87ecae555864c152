import type { Kind } from './chart.ts';
import { largest, largestSeries, type Rows } from './chart-rows.ts';
import { isShare, title, words } from './words.ts';

/** The kinds of charts, each a specification of Vega-Lite; its data in the order in which it is to stand. */

const step = 24;
/** Colors for what has an order, as versions have; and for what has none. The page says what they are. */
const ordered = (count: number) =>
  Array.from({ length: count }, (_, i) => `var(--o${count === 1 ? 3 : Math.round((7 * i) / (count - 1))})`);
const series = ['var(--s1)', 'var(--s2)', 'var(--s3)', 'var(--s4)', 'var(--s5)', 'var(--s6)', 'var(--s7)'];
const colors = (names: readonly unknown[], some: string[]) => ({
  domain: names,
  range: names.map((name, i) => (name === 'other' ? 'var(--other)' : some[i % some.length])),
});

/** An axis of numbers: percent for fractions of 1, no fractions of what is counted. */
function amounts(name: string, rows: Rows, names = [name]) {
  const most = Math.max(0, ...rows.flatMap((row) => names.map((each) => Number(row[each] ?? 0))));
  const share = isShare(name);
  const format = share ? '.0%' : most < 10_000 ? ',' : '~s';
  return {
    axis: { format, tickCount: 5, ...(share ? {} : { tickMinStep: most > 4 ? 1 : 0 }), title: title(name) },
    scale: { domain: [0, most || 1], nice: true },
  };
}
const dates = (name: string) => ({
  field: name,
  type: 'temporal',
  scale: { type: 'utc' },
  axis: { format: '%-d %b', grid: false, title: null, tickCount: 6, labelOverlap: 'greedy' },
});
const names = (name: string, more: object = {}) => ({
  field: name,
  type: 'nominal',
  sort: null,
  axis: { title: null, ticks: false, domain: false, ...more },
});
const inks = { size: { value: 12 }, color: { value: 'currentColor' } };

export const bars: Kind = ({ x: [value = ''], y: [name = ''], rest }, rows) => {
  const some = largest(rows, { value, name, most: 12, rest }).map((row) => ({
    ...row,
    label: words(value, row[value]),
  }));
  const x = amounts(value, some);
  // Room for the label behind the longest bar.
  const domain = [0, (x.scale.domain[1] as number) * 1.22];
  const encoding = {
    y: names(name),
    x: { field: value, type: 'quantitative', axis: null, scale: { domain, nice: false } },
  };
  return {
    data: { values: some },
    height: { step },
    layer: [
      { mark: { type: 'bar', color: 'var(--s1)', height: { band: 0.7 } }, encoding },
      {
        mark: { type: 'text', align: 'left', dx: 4 },
        encoding: { ...encoding, text: { field: 'label' }, ...inks },
      },
    ],
  };
};

export const area: Kind = ({ x: [x = ''], y: [value = ''], by = '' }, rows) => {
  const { names, rows: some } = largestSeries(rows, { value, by, x, most: 8 });
  return {
    data: { values: some.map((row) => ({ ...row, place: names.indexOf(row[by]) })) },
    height: 260,
    mark: { type: 'area', interpolate: 'step-after', line: false, stroke: 'var(--page)', strokeWidth: 0.5 },
    encoding: {
      x: dates(x),
      y: { field: value, type: 'quantitative', stack: 'zero', impute: { value: 0 }, ...amounts(value, []) },
      color: {
        field: by,
        type: 'nominal',
        sort: null,
        scale: colors(names, ordered(names.length)),
        legend: { columns: 4 },
      },
      order: { field: 'place', type: 'quantitative' },
    },
  };
};

/** Several columns as one long table: the name of each in `what`, its value in `amount`. */
const long = (rows: Rows, x: string, some: readonly string[]) =>
  some.flatMap((name) => rows.map((row) => ({ [x]: row[x], what: title(name), amount: row[name] })));

export const lines: Kind = ({ x: [x = ''], y }, rows) => {
  const what = y.map(title);
  const color = {
    field: 'what',
    type: 'nominal',
    sort: null,
    scale: colors(what, series),
    legend: { columns: 3 },
  };
  return {
    data: { values: long(rows, x, y).filter(({ amount }) => amount !== null) },
    height: 240,
    mark: { type: 'line', point: { size: 36, filled: true }, strokeWidth: 2 },
    encoding: {
      x: dates(x),
      y: { field: 'amount', type: 'quantitative', ...withoutTitle(amounts(y[0] as string, rows, y)) },
      color,
      strokeDash: {
        field: 'what',
        type: 'nominal',
        sort: null,
        scale: {
          domain: what,
          range: [
            [1, 0],
            [6, 3],
            [2, 2],
            [8, 2, 2, 2],
          ],
        },
      },
    },
  };
};
const withoutTitle = (of: ReturnType<typeof amounts>) => ({ ...of, axis: { ...of.axis, title: null } });

export const columns: Kind = ({ x: [x = ''], y, by }, rows) => {
  const value = by ? (y[0] as string) : 'amount';
  const split = by ?? 'what';
  const some = by ? [...rows] : long(rows, x, y);
  const what = [...new Set(some.map((row) => row[split]))];
  return {
    data: { values: some },
    height: 220,
    mark: { type: 'bar', stroke: 'var(--page)', strokeWidth: 1 },
    encoding: {
      x: {
        field: x,
        type: 'ordinal',
        axis: {
          title: `${title(x)} from`,
          labelAngle: 0,
          labelOverlap: 'greedy',
          labelExpr: `utcFormat(toDate(datum.value), '%-d %b')`,
          ticks: false,
        },
        scale: { paddingInner: 0.15 },
      },
      y: {
        field: value,
        type: 'quantitative',
        axis: { tickMinStep: 1, tickCount: 5, format: ',', title: by ? title(value) : null },
      },
      color: {
        field: split,
        type: 'nominal',
        sort: null,
        scale: colors(what, series),
        legend: { columns: 4 },
      },
    },
  };
};

export const bullets: Kind = ({ x: [used = '', sold = ''], y: [name = ''] }, rows) => {
  const count = (row: Rows[number], column: string) => Number(row[column] ?? 0);
  const most = largest(
    rows.map((row) => ({ ...row, most: Math.max(count(row, used), count(row, sold)) })),
    { value: 'most', name, most: 30 },
  );
  const values = most.map((row, i) => ({
    place: i,
    label: `${row[name]}${row.license_type ? ` · ${String(row.license_type).replace('_', ' ')}` : ''}`,
    used: count(row, used),
    sold: count(row, sold),
    within: Math.min(count(row, used), count(row, sold)),
    text: `${words(used, count(row, used))} of ${words(sold, count(row, sold))}`,
    most: row.most,
  }));
  const labels = values.map(({ label }) => label);
  const domain = [0, Math.max(1, ...values.map(({ most }) => Number(most))) * 1.25];
  const y = {
    field: 'place',
    type: 'ordinal',
    axis: {
      title: null,
      ticks: false,
      domain: false,
      labelLimit: 190,
      labelExpr: `${JSON.stringify(labels)}[datum.value]`,
    },
  };
  const x = (field: string) => ({ field, type: 'quantitative', axis: null, scale: { domain, nice: false } });
  const color = (datum: string) => ({
    datum,
    type: 'nominal',
    scale: {
      domain: [title(sold), title(used), 'over-use'],
      range: ['var(--soft)', 'var(--s1)', 'var(--s2)'],
    },
  });
  const mark = (band: number) => ({ type: 'bar', height: { band } });
  return {
    data: { values },
    height: { step },
    layer: [
      { mark: mark(0.8), encoding: { y, x: x('sold'), color: color(title(sold)) } },
      { mark: mark(0.4), encoding: { y, x: x('within'), color: color(title(used)) } },
      {
        transform: [{ filter: 'datum.used > datum.sold' }],
        mark: mark(0.4),
        encoding: { y, x: x('sold'), x2: { field: 'used' }, color: color('over-use') },
      },
      {
        mark: { type: 'text', align: 'left', dx: 4 },
        encoding: { y, x: x('most'), text: { field: 'text' }, ...inks },
      },
    ],
  };
};

export const heatmap: Kind = ({ x: [x = ''], y: [y = ''], by = '' }, rows, width) => {
  // As many weeks as have room for their figures.
  const most = Math.floor((width - 90) / 38);
  const values = rows
    .filter((row) => Number(row[x]) < most)
    .map((row) => ({ ...row, label: (100 * Number(row[by])).toFixed(0) }));
  const encoding = {
    x: {
      field: x,
      type: 'ordinal',
      axis: { title: title(x), labelAngle: 0, orient: 'top', ticks: false, domain: false },
    },
    y: names(y, { labelExpr: `utcFormat(toDate(datum.value), '%-d %b %Y')` }),
  };
  const opacity = {
    field: by,
    type: 'quantitative',
    scale: { domain: [0, 1], range: [0.04, 0.62] },
    legend: null,
  };
  return {
    data: { values },
    height: { step },
    layer: [
      {
        mark: { type: 'rect', color: 'var(--s1)', stroke: 'var(--page)' },
        encoding: { ...encoding, fillOpacity: opacity },
      },
      { mark: { type: 'text' }, encoding: { ...encoding, text: { field: 'label' }, ...inks } },
    ],
  };
};

/** From one value to another, of each name. */
export const ranges: Kind = ({ x: [from = '', to = ''], y: [name = ''], each = '' }, rows) => {
  const unit = String(rows[0]?.[each] ?? '');
  const x = { ...amounts(to, rows, [from, to]), axis: { format: '~s', tickCount: 4, title: title(unit) } };
  const y = names(name);
  const point = (field: string, shape: string) => ({
    mark: { type: 'point', filled: true, size: 90, shape, opacity: 1 },
    encoding: {
      y,
      x: { field, type: 'quantitative', ...x },
      color: {
        datum: title(field),
        type: 'nominal',
        scale: { domain: [title(from), title(to)], range: ['var(--s1)', 'var(--s2)'] },
      },
    },
  });
  return {
    data: { values: rows },
    height: { step: 28 },
    layer: [
      {
        mark: { type: 'rule', color: 'var(--soft)', strokeWidth: 6 },
        encoding: { y, x: { field: from, type: 'quantitative', ...x }, x2: { field: to } },
      },
      point(from, 'circle'),
      point(to, 'diamond'),
    ],
  };
};
