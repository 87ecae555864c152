import type { Chart } from '../reports.ts';
import type { Rows } from './rows.ts';

/** A kind of chart: of these rows, as Vega-Lite's specification of a drawing `width` pixels wide. */
export type Kind = (chart: Chart, rows: Rows, width: number) => object;
