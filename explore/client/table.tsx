import { useMemo, useState } from 'preact/hooks';
import type { Result } from '../../functions/platform/athena.ts';
import type { Row } from '../../reports/charts/rows.ts';
import { formatValue, isNumeric, title, type Value } from '../../reports/value.ts';
import { search } from '../search.ts';
import type { CsvProps } from './ask.ts';
import { Csv } from './csv.tsx';

const pageSize = 100;

type Props = {
  result: Result;
  caption: string;
  /** The question whose rows these are, for CSV. */
  csv: Omit<CsvProps, 'search'>;
  /** Where a cell leads, if it does. */
  hrefOf?: (column: string, row: Row) => string | undefined;
};

/** All rows of an answer: sorted by a column, searched, and shown a page at a time. */
export function Table({ result, caption, csv, hrefOf }: Props) {
  const [sort, setSort] = useState<{ column: string; down: boolean }>();
  const [wanted, setWanted] = useState('');
  const [shown, setShown] = useState(pageSize);
  const { columns } = result;
  const rows = useMemo(() => {
    const found = search(result, wanted);
    if (!sort) return found;
    const sorted = found.toSorted((a, b) => order(a[sort.column], b[sort.column]));
    return sort.down ? sorted.reverse() : sorted;
  }, [result, wanted, sort]);
  const by = (column: string) => setSort({ column, down: sort?.column === column && !sort.down });
  return (
    <>
      <p class="search tools">
        {result.rows.length > 10 && (
          <>
            <label>
              Search{' '}
              <input type="search" value={wanted} onInput={(event) => setWanted(event.currentTarget.value)} />
            </label>
            <span role="status">{count(rows.length, result.rows.length)}</span>
          </>
        )}
        <Csv {...csv} search={wanted} />
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="table" aria-label={`${caption}: table`} tabIndex={0}>
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              {columns.map(({ name, type }) => (
                <th
                  key={name}
                  scope="col"
                  class={isNumeric(type) ? 'n' : undefined}
                  aria-sort={sort?.column === name ? (sort.down ? 'descending' : 'ascending') : undefined}
                >
                  <button type="button" onClick={() => by(name)}>
                    {title(name)}
                    {sort?.column === name ? (sort.down ? ' ▼' : ' ▲') : ''}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((row, i) => (
              <tr key={i}>
                {columns.map(({ name, type }) => (
                  <Cell key={name} name={name} type={type} row={row} href={hrefOf?.(name, row)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length > shown && (
        <p class="left">
          The first {shown.toLocaleString('en-US')} of {rows.length.toLocaleString('en-US')} rows.{' '}
          <button type="button" onClick={() => setShown(shown + 10 * pageSize)}>
            Show more
          </button>
        </p>
      )}
    </>
  );
}

function Cell({ name, type, row, href }: { name: string; type: string; row: Row; href: string | undefined }) {
  const text = formatValue(name, row[name]);
  return <td class={isNumeric(type) ? 'n' : undefined}>{href && text ? <a href={href}>{text}</a> : text}</td>;
}

const count = (some: number, all: number) =>
  some === all
    ? `${all.toLocaleString('en-US')} rows`
    : `${some.toLocaleString('en-US')} of ${all.toLocaleString('en-US')} rows`;

/** Numbers by value, all else as text with the numbers in it by value; null first. */
function order(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a ?? '').localeCompare(String(b ?? ''), 'en', { numeric: true });
}
