import { useEffect, useRef, useState } from 'preact/hooks';
import * as vega from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile } from 'vega-lite';
import type { Row, Rows } from '../../reports/charts/rows.ts';
import { specOf } from '../../reports/charts/spec.ts';
import type { Chart as Drawing } from '../../reports/reports.ts';
import { formatValue, title } from '../../reports/value.ts';
import { save } from './ask.ts';

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
    const parsed = vega.parse(compile(specOf(chart, rows, width)).spec, undefined, { ast: true });
    const view = new vega.View(parsed, {
      expr: expressionInterpreter,
      container,
      renderer: 'svg',
      hover: true,
      logLevel: vega.None,
    } as vega.ViewOptions);
    view.addEventListener('mousemove', (event, item) =>
      setHint(hintOf(event as MouseEvent, item?.datum, chart)),
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
      {hint && (
        <div class="hint" style={{ left: `${hint.x}px`, top: `${hint.y}px` }}>
          {hint.lines.map(([what, value]) => (
            <div key={what}>
              <span>{what}</span> <b>{value}</b>
            </div>
          ))}
        </div>
      )}
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

type Hint = { x: number; y: number; lines: [string, string][] };

/** A mark's columns by their names, with unit and share; what comes from a client is text and nothing else. */
function hintOf(
  { clientX, clientY }: MouseEvent,
  datum: Row | undefined,
  { x, y, by, each }: Drawing,
): Hint | undefined {
  if (!datum) return undefined;
  const wanted = [
    ...y,
    by,
    each,
    ...x,
    'what',
    'amount',
    'license_type',
    'installations',
    'share',
    'utilization',
    'status',
  ];
  const named = [...new Set(wanted)].filter(
    (name) => name !== undefined && datum[name] !== undefined && datum[name] !== null,
  );
  if (named.length === 0) return undefined;
  const lines = named.map((name): [string, string] => {
    const text = name as string;
    const value = datum[text];
    const time =
      typeof value === 'number' && value > 1e11 ? new Date(value).toISOString().slice(0, 10) : undefined;
    return [
      text === 'what' ? '' : text === 'amount' ? '' : title(text).replace(/, %$/, ''),
      time ?? formatValue(text, value),
    ];
  });
  return { x: Math.min(clientX + 14, innerWidth - 240), y: clientY + 14, lines };
}

/** The drawing by itself: colors that the page gives by name are written out. */
function standalone(place: HTMLElement | null): { text: string; width: number; height: number } | undefined {
  const svg = place?.querySelector('svg');
  if (!svg) return undefined;
  const style = getComputedStyle(document.documentElement);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const copy = svg.cloneNode(true) as SVGElement;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('style', `background:${color('--page')};color:${color('--ink')}`);
  const text = new XMLSerializer()
    .serializeToString(copy)
    .replace(/var\((--[\w-]+)\)/g, (_, name) => color(name));
  return { text, width: svg.clientWidth, height: svg.clientHeight };
}

function saveSvg(place: HTMLElement | null, name: string): void {
  const drawing = standalone(place);
  if (drawing) save(`${name}.svg`, new Blob([drawing.text], { type: 'image/svg+xml' }));
}

async function savePng(place: HTMLElement | null, name: string): Promise<void> {
  const drawing = standalone(place);
  if (!drawing) return;
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([drawing.text], { type: 'image/svg+xml' }));
  await image.decode();
  // Twice as fine, for slides.
  const canvas = Object.assign(document.createElement('canvas'), {
    width: 2 * drawing.width,
    height: 2 * drawing.height,
  });
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  canvas.toBlob((blob) => blob && save(`${name}.png`, blob));
}
