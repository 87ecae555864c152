import type { TopLevelSpec } from 'vega-lite';
import type { Chart } from '../reports.ts';
import { bars, bullets, ranges } from './bars.ts';
import type { Kind } from './kind.ts';
import { peaks } from './peaks.ts';
import type { Rows } from './rows.ts';
import { columns, heatmap, lines, stacked } from './time.ts';

/** Charts as Vega-Lite has them. Colors are the page's own, so that light and dark follow its reader. */

const kinds: Record<string, Kind> = { bars, bullets, columns, heatmap, lines, peaks, ranges, stacked };

const font = 'system-ui, sans-serif';
const ink = 'currentColor';
const config = {
  font,
  background: 'transparent',
  view: { stroke: null },
  axis: {
    labelColor: ink,
    titleColor: ink,
    titleFontWeight: 'normal',
    titleFontSize: 12,
    labelFontSize: 12,
    labelLimit: 150,
    domainColor: 'var(--line)',
    tickColor: 'var(--line)',
    gridColor: 'var(--line)',
  },
  legend: { labelColor: ink, labelFontSize: 12, title: null, orient: 'top', symbolSize: 90, labelLimit: 220 },
  header: { labelColor: ink, title: null },
  text: { color: ink, fontSize: 12 },
};

/** A chart of these rows, `width` pixels wide. */
export function specOf(chart: Chart, rows: Rows, width: number): TopLevelSpec {
  const kind = kinds[chart.kind];
  if (!kind) throw new Error(`There is no chart of the kind "${chart.kind}".`);
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    autosize: { type: 'fit-x', contains: 'padding' },
    padding: 4,
    config,
    ...kind(chart, rows, width),
  } as TopLevelSpec;
}
