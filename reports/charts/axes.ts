import { day } from '../../shared/time.ts';
import { isShare, title } from '../value.ts';
import type { Rows } from './rows.ts';

/** What the charts have in common: colors, axes, and how much room a text takes. */

/** About how wide a text is, in pixels: without a browser nobody measures it. */
const letter = 0.6;
export const textWidth = (text: unknown, size = 12): number => letter * size * String(text).length;

/** A row of bars is so high, in pixels. */
export const step = 24;
export const isNarrow = (width: number): boolean => width < 450;

/** Colors for what has an order, as versions have; and for what has none. The page says what they are. */
export const ordered = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `var(--o${count === 1 ? 3 : Math.round((7 * i) / (count - 1))})`);
export const series = [1, 2, 3, 4, 5, 6, 7].map((n) => `var(--s${n})`);
export const ink = { size: { value: 12 }, color: { value: 'currentColor' } };

/** Gives each name its color, and a legend with as many columns as there is room for. */
export function colored(field: string, names: readonly unknown[], colors: string[], width: number) {
  const widest = Math.max(...names.map((name) => textWidth(name))) + 30;
  return {
    field,
    type: 'nominal',
    sort: null,
    scale: {
      domain: names,
      range: names.map((name, i) => (name === 'other' ? 'var(--other)' : colors[i % colors.length])),
    },
    legend: {
      columns: Math.max(1, Math.floor(width / widest)),
      symbolType: 'circle',
      symbolStrokeWidth: 0,
      symbolDash: [1, 0],
    },
  };
}

/** An axis of amounts from 0 on: percent for fractions of 1, else whole numbers. */
export function amounts(name: string, most: number, about?: string) {
  return {
    axis: isShare(name)
      ? { format: '.0%', tickCount: 5, title: about ?? null }
      : { format: ',d', tickCount: 5, tickMinStep: 1, title: about ?? null },
    scale: { domain: [0, most || 1], nice: true },
  };
}
export const mostOf = (rows: Rows, names: readonly string[]): number =>
  Math.max(0, ...rows.flatMap((row) => names.map((name) => Number(row[name] ?? 0))));

/** What an axis of days or weeks is called. A last one that is not over looks as if less had been in use. */
export function timeTitle(name: string, rows: Rows): string | null {
  const last = Math.max(...rows.map((row) => Date.parse(String(row[name]))));
  const isOver = last + (name === 'week' ? 7 : 1) * day <= Date.now();
  const parts = [name === 'week' && 'week from', !isOver && `the last ${title(name)} is not over`];
  return parts.filter(Boolean).join('; ') || null;
}

/** An axis of dates, with as many of them named as have room. */
export function dates(name: string, rows: Rows, width: number) {
  const all = [...new Set(rows.map((row) => Date.parse(String(row[name]))))].sort((a, b) => a - b);
  const every = Math.ceil(all.length / Math.floor((width - 60) / 70));
  return {
    field: name,
    type: 'temporal',
    scale: { type: 'utc' },
    axis: {
      format: '%-d %b',
      grid: false,
      title: timeTitle(name, rows),
      labelPadding: 6,
      // As text: the interpreter of expressions takes a number for a year.
      values: all.filter((_, i) => i % every === 0).map((at) => new Date(at).toISOString()),
    },
  };
}

/** An axis of names, in the order in which they come. */
export const names = (name: string, more: object = {}) => ({
  field: name,
  type: 'nominal',
  sort: null,
  axis: { title: null, ticks: false, domain: false, labelPadding: 4, ...more },
});

/** A column's name where the axis has the unit. */
export const plainTitle = (name: string): string => title(name).replace(/, .*$/, '');

/** Several columns as one long table: the name of each in `what`, its value in `amount`. */
export const long = (rows: Rows, x: string, some: readonly string[]) =>
  some.flatMap((name) => rows.map((row) => ({ [x]: row[x], what: plainTitle(name), amount: row[name] })));
