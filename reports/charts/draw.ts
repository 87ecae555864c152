import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { Chart } from '../reports.ts';
import { bars, bullets, ranges } from './bars.ts';
import type { Kind } from './kind.ts';
import { measureTexts } from './metrics.ts';
import type { Rows } from './rows.ts';
import { area, columns, heatmap, lines } from './time.ts';

/** Draws charts as SVG, without a browser. Colors are the page's own, so that light and dark follow its reader. */

const kinds: Record<string, Kind> = { area, bars, bullets, columns, heatmap, lines, ranges };

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

measureTexts();

/** A chart of these rows as SVG, `width` pixels wide. */
export async function draw(chart: Chart, rows: Rows, width: number): Promise<string> {
  const kind = kinds[chart.kind];
  if (!kind) throw new Error(`There is no chart of the kind "${chart.kind}".`);
  const spec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    autosize: { type: 'fit-x', contains: 'padding' },
    padding: 4,
    config,
    ...kind(chart, rows, width),
  } as TopLevelSpec;
  // What it warns of is what it settles by itself, such as a height that follows from the rows.
  const logger = vega.logger(vega.None);
  return new vega.View(vega.parse(compile(spec, { logger }).spec), { renderer: 'none', logger }).toSVG();
}
