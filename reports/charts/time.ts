import { day, dayOf } from '../../shared/time.ts';
import { title } from '../value.ts';
import {
  amounts,
  colored,
  dates,
  ink,
  long,
  mostOf,
  names,
  ordered,
  plainTitle,
  series,
  step,
  textWidth,
  timeTitle,
} from './axes.ts';
import type { Kind } from './kind.ts';
import { largestSeries, type Rows } from './rows.ts';

/** Charts over days and weeks. */

/** A column a day, without gaps: what each part has of the whole. */
export const stacked: Kind = ({ x: [x = ''], y: [value = ''], by = '' }, rows, width) => {
  const { names, rows: some } = largestSeries(rows, { value, by, x, most: 8 });
  return {
    data: { values: some.map((row) => ({ ...row, place: names.indexOf(row[by]) })) },
    height: 260,
    mark: { type: 'bar', width: { band: 1 } },
    encoding: {
      x: { timeUnit: 'utcyearmonthdate', ...dates(x, rows, width) },
      y: { field: value, type: 'quantitative', stack: 'zero', ...amounts(value, 1, title(value)) },
      color: colored(by, names, ordered(names.length), width),
      order: { field: 'place', type: 'quantitative' },
    },
  };
};

export const lines: Kind = ({ x: [x = ''], y }, rows, width) => {
  const what = y.map(plainTitle);
  const dashes = [
    [1, 0],
    [6, 3],
    [2, 2],
    [8, 2, 2, 2],
  ];
  return {
    data: { values: long(rows, x, y).filter(({ amount }) => amount !== null) },
    height: 240,
    mark: { type: 'line', point: { size: 36, filled: true }, strokeWidth: 2 },
    encoding: {
      x: dates(x, rows, width),
      y: { field: 'amount', type: 'quantitative', ...amounts(y[0] as string, mostOf(rows, y)) },
      color: colored('what', what, series, width),
      strokeDash: {
        field: 'what',
        type: 'nominal',
        sort: null,
        scale: { domain: what, range: dashes },
        legend: null,
      },
    },
  };
};

/** Every week from the first to the last, so that one in which nothing was keeps its place. */
function weeksOf(rows: Rows, name: string): string[] {
  const days = rows.map((row) => Date.parse(String(row[name])));
  const weeks: string[] = [];
  for (let at = Math.min(...days); at <= Math.max(...days); at += 7 * day) weeks.push(dayOf(at));
  return weeks;
}

export const columns: Kind = ({ x: [x = ''], y, by }, rows, width) => {
  const value = by ? (y[0] as string) : 'amount';
  const split = by ?? 'what';
  const some: Rows = by ? rows : long(rows, x, y);
  const what = by ? [...new Set(some.map((row) => row[split]))].sort() : y.map(plainTitle);
  const sums = [...Map.groupBy(some, (row) => row[x]).values()].map((its) => ({
    sum: its.reduce((sum, row) => sum + Number(row[value]), 0),
  }));
  return {
    data: { values: some.filter((row) => row[value] !== 0) },
    height: 220,
    mark: { type: 'bar', stroke: 'var(--page)', strokeWidth: 1 },
    encoding: {
      x: {
        field: x,
        type: 'ordinal',
        axis: {
          title: timeTitle(x, rows),
          labelAngle: 0,
          labelOverlap: 'greedy',
          labelSeparation: 8,
          labelPadding: 8,
          labelExpr: `utcFormat(toDate(datum.value), '%-d %b')`,
          ticks: false,
        },
        scale: { domain: weeksOf(rows, x), paddingInner: 0.15, paddingOuter: 0.1 },
      },
      y: { field: value, type: 'quantitative', ...amounts(value, mostOf(sums, ['sum']), by && title(value)) },
      color: colored(split, what, series, width),
    },
  };
};

/** How dark a cell is follows its share; the ink stays readable on the darkest. */
export const heatmap: Kind = ({ x: [x = ''], y: [y = ''], by = '' }, rows, width) => {
  // As many weeks as have room for their figures.
  const most = Math.floor((width - textWidth('30 Nov 2026')) / 32);
  const values = rows
    .filter((row) => Number(row[x]) < most)
    .map((row) => ({ ...row, label: (100 * Number(row[by])).toFixed(0) }));
  const encoding = {
    x: {
      field: x,
      type: 'ordinal',
      axis: {
        title: `${title(x)} (${title(by)})`,
        labelAngle: 0,
        orient: 'top',
        ticks: false,
        domain: false,
      },
    },
    y: names(y, { labelExpr: `utcFormat(toDate(datum.value), '%-d %b %Y')` }),
  };
  const fillOpacity = {
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
        encoding: { ...encoding, fillOpacity },
      },
      { mark: { type: 'text' }, encoding: { ...encoding, text: { field: 'label' }, ...ink } },
    ],
  };
};
