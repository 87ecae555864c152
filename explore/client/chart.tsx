import { useEffect, useRef, useState } from 'preact/hooks';
import * as vega from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile } from 'vega-lite';
import type { Row, Rows } from '../../reports/charts/rows.ts';
import { specOf } from '../../reports/charts/spec.ts';
import type { Chart as Drawing } from '../../reports/reports.ts';
import { type Hint, HintBox, hintOf, type Item } from './hint.tsx';
import { savePng, saveSvg } from './picture.ts';

const logger = vega.logger(vega.None);

type Props = { chart: Drawing; rows: Rows; label: string; name: string; onPick?: (row: Row) => void };

/** A chart whose marks say their values on hover, and lead to what is behind them. */
export function Chart({ chart, rows, label, name, onPick }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [hint, setHint] = useState<Hint>();
  const width = useWidth(place);
  useEffect(() => {
    const container = place.current;
    if (!container || !width) return;
    // Strict content security: expressions are interpreted, never made into code.
    const parsed = vega.parse(compile(specOf(chart, rows, width), { logger }).spec, undefined, { ast: true });
    const view = new vega.View(parsed, {
      expr: expressionInterpreter,
      container,
      renderer: 'svg',
      hover: true,
      logger,
    } as vega.ViewOptions);
    view.addEventListener('mousemove', (event, item) =>
      setHint(hintOf(event as MouseEvent, item as Item, chart)),
    );
    view.addEventListener('mouseout', () => setHint(undefined));
    view.addEventListener('click', (_, item) => item?.datum && onPick?.(item.datum as Row));
    view.runAsync();
    return () => {
      view.finalize();
    };
  }, [chart, rows, width]);
  return (
    <figure>
      <div ref={place} class="chart" role="img" aria-label={`Chart: ${label}. The table has its figures.`} />
      {hint && <HintBox {...hint} />}
      <figcaption class="tools">
        <button type="button" onClick={() => saveSvg(place.current, name)}>
          SVG
        </button>
        <button type="button" onClick={() => savePng(place.current, name)}>
          PNG
        </button>
      </figcaption>
    </figure>
  );
}

function useWidth(place: { current: HTMLDivElement | null }): number {
  const [width, set] = useState(0);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => set(Math.floor(entry?.contentRect.width ?? 0)));
    if (place.current) watch.observe(place.current);
    return () => watch.disconnect();
  }, []);
  return Math.min(width, 1100);
}
