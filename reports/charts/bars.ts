import { formatValue, title } from '../value.ts';
import { amounts, colored, ink, isNarrow, mostOf, names, step, textWidth } from './axes.ts';
import type { Kind } from './kind.ts';
import { bySize, largest, type Row } from './rows.ts';

/** Charts that lie: a row of each name, with what it says in figures at its end. */

const atMost = { bars: 12, bullets: 30 };

/** Where an axis must end so that the labels behind the bars have room. */
function roomy(most: number, width: number, labels: string[], behind: string[], limit: number): number {
  const widest = (texts: string[]) => Math.max(0, ...texts.map((text) => textWidth(text)));
  const plot = width - Math.min(limit, widest(labels)) - 20;
  return ((most || 1) * plot) / Math.max(40, plot - widest(behind) - 8);
}

export const bars: Kind = ({ x: [value = ''], y: [name = ''], rest }, rows, width) => {
  const limit = isNarrow(width) ? 130 : 200;
  const some: Row[] = bySize(largest(rows, { value, name, most: atMost.bars, rest }), name).map((row) => ({
    ...row,
    [name]: row[name] ?? 'not named',
    label: formatValue(value, row[value]),
  }));
  const texts = (field: string) => some.map((row) => String(row[field]));
  const end = roomy(mostOf(some, [value]), width, texts(name), texts('label'), limit);
  const encoding = {
    y: names(name, { labelLimit: limit }),
    x: {
      field: value,
      type: 'quantitative',
      axis: { title: title(value), labels: false, ticks: false, domain: false, grid: false },
      scale: { domain: [0, end], nice: false },
    },
  };
  return {
    data: { values: some },
    height: { step },
    layer: [
      { mark: { type: 'bar', color: 'var(--s1)', height: { band: 0.7 } }, encoding },
      {
        mark: { type: 'text', align: 'left', dx: 4 },
        encoding: { ...encoding, text: { field: 'label' }, ...ink },
      },
    ],
  };
};

/** What is used, over what was sold, and how often it was denied. */
export const bullets: Kind = ({ x: [used = '', sold = '', denied = ''], y: [name = ''] }, rows, width) => {
  const limit = isNarrow(width) ? 120 : 200;
  const all = rows.map((row): Row & { most: number } => ({
    used: Number(row[used] ?? 0),
    // Of an unlimited license all that is used was sold.
    sold: Number(row[sold] ?? row[used] ?? 0),
    most: Math.max(Number(row[used] ?? 0), Number(row[sold] ?? 0)),
    text: [
      `${row[used] === null ? 'unknown' : formatValue(used, row[used])} of ${row[sold] === null ? 'unlimited' : formatValue(sold, row[sold])}`,
      row[denied] ? `${formatValue(denied, row[denied])} denied` : '',
    ]
      .filter(Boolean)
      .join(', '),
    // The type only where there is room: the table has it.
    label: [row[name], isNarrow(width) ? undefined : row.license_type]
      .filter(Boolean)
      .join(' · ')
      .replaceAll('_', ' '),
  }));
  const values: Row[] = largest(all, { value: 'most', name, most: atMost.bullets }).map((row, place) => ({
    ...row,
    place,
    within: Math.min(Number(row.used), Number(row.sold)),
  }));
  const texts = (field: string) => values.map((row) => String(row[field]));
  const end = roomy(mostOf(values, ['most']), width, texts('label'), texts('text'), limit);
  const labels = `${JSON.stringify(texts('label'))}[datum.value]`;
  const y = { ...names('place', { labelLimit: limit, labelExpr: labels }), type: 'ordinal' };
  const x = (field: string) => ({
    field,
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, end], nice: false },
  });
  const kinds = [title(sold), title(used), 'over-use'];
  const { field: _, ...color } = colored('', kinds, ['var(--soft)', 'var(--s1)', 'var(--s2)'], width - limit);
  const bar = (band: number, field: string, datum?: string, more: object = {}) => ({
    mark: { type: 'bar', height: { band } },
    encoding: { y, x: x(field), color: { ...color, datum }, ...more },
  });
  return {
    data: { values },
    height: { step },
    layer: [
      bar(0.8, 'sold', kinds[0]),
      bar(0.4, 'within', kinds[1]),
      {
        transform: [{ filter: 'datum.used > datum.sold' }],
        ...bar(0.4, 'sold', kinds[2], { x2: { field: 'used' } }),
      },
      {
        mark: { type: 'text', align: 'left', dx: 4 },
        encoding: { y, x: x('most'), text: { field: 'text' }, ...ink },
      },
    ],
  };
};

/** From one value to another. */
export const ranges: Kind = ({ x: [from = '', to = ''], y: [name = ''], each = '' }, rows, width) => {
  const x = amounts(to, mostOf(rows, [from, to]), title(String(rows[0]?.[each] ?? '')));
  const at = (field: string) => ({ field, type: 'quantitative', ...x, axis: { ...x.axis, tickCount: 4 } });
  const y = names(name);
  const { field: _, ...color } = colored('', [title(from), title(to)], ['var(--s1)', 'var(--s2)'], width);
  const point = (field: string, shape: string) => ({
    mark: { type: 'point', filled: true, size: 90, shape, opacity: 1 },
    encoding: { y, x: at(field), color: { ...color, datum: title(field) } },
  });
  return {
    data: { values: rows },
    height: { step: 28 },
    layer: [
      {
        mark: { type: 'rule', color: 'var(--soft)', strokeWidth: 6 },
        encoding: { y, x: at(from), x2: { field: to } },
      },
      point(from, 'circle'),
      point(to, 'diamond'),
    ],
  };
};
