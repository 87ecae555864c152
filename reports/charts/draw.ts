import * as vega from 'vega';
import { compile } from 'vega-lite';
import type { Chart } from '../reports.ts';
import { measureTexts } from './metrics.ts';
import type { Rows } from './rows.ts';
import { specOf } from './spec.ts';

measureTexts();

/** A chart of these rows as SVG, `width` pixels wide, drawn without a browser. */
export async function draw(chart: Chart, rows: Rows, width: number): Promise<string> {
  // What it warns of is what it settles by itself, such as a height that follows from the rows.
  const logger = vega.logger(vega.None);
  const { spec } = compile(specOf(chart, rows, width), { logger });
  return new vega.View(vega.parse(spec), { renderer: 'none', logger }).toSVG();
}
