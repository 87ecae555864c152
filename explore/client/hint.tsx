import type { Row } from '../../reports/charts/rows.ts';
import type { Chart } from '../../reports/reports.ts';
import { formatValue, title } from '../../reports/value.ts';

/** What a mark says where the pointer is. */
export type Hint = { x: number; y: number; lines: [string, string][] };

/** A mark's columns by their names, with unit and share; what comes from a client is text and nothing else. */
export type Item = { datum?: Row; mark?: { marktype: string } } | undefined;

export function hintOf(
  { clientX, clientY }: MouseEvent,
  item: Item,
  { x, y, by, each }: Chart,
): Hint | undefined {
  const datum = item?.datum;
  // A line is one mark of many rows: its points have their own.
  if (!datum || item?.mark?.marktype === 'line') return undefined;
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

export const HintBox = ({ x, y, lines }: Hint) => (
  <div class="hint" style={{ left: `${x}px`, top: `${y}px` }}>
    {lines.map(([what, value]) => (
      <div key={what}>
        <span>{what}</span> <b>{value}</b>
      </div>
    ))}
  </div>
);
