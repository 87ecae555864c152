import * as vega from 'vega';
import { textWidth } from './axes.ts';

/**
 * Vega measures texts by a canvas. There is none here, and its own estimate takes a letter for wider than it is, which
 * leaves a third of a chart empty. It has no option for a measure of one's own, so this replaces the one that it exports.
 */
type Text = { fontSize?: number };
const { textMetrics } = vega as unknown as { textMetrics: { width: (item: Text, text: unknown) => number } };

export function measureTexts(): void {
  textMetrics.width = ({ fontSize }, text) => textWidth(text, fontSize);
}
