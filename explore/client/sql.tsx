import { useMemo, useState } from 'preact/hooks';
import type { Rows } from '../../reports/charts/rows.ts';
import { isNumeric } from '../../reports/value.ts';
import type { Answered } from '../protocol.ts';
import { Chart } from './chart.tsx';
import { useAbout } from './context.ts';
import { distinct, lined } from './distinct.ts';
import { Frame, useAnswer } from './question.tsx';
import { Table } from './table.tsx';

/** SQL of one's own, with the tables and queries to start from beside it. */
export function Sql() {
  const { tables, queries } = useAbout();
  const [text, setText] = useState(
    () => new URLSearchParams(location.search).get('q') ?? queries[0]?.sql ?? '',
  );
  const [asked, setAsked] = useState<{ sql: string; times: number }>();
  const ask = () => {
    history.replaceState(null, '', `?${new URLSearchParams({ q: text })}`);
    setAsked({ sql: text, times: (asked?.times ?? 0) + 1 });
  };
  return (
    <>
      <h1>SQL</h1>
      <p class="question">One statement in Athena's dialect. It only reads.</p>
      <div class="sql">
        <div>
          <label for="statement">Statement</label>
          <textarea
            id="statement"
            rows={12}
            spellcheck={false}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) ask();
            }}
          />
          <p class="tools">
            <button type="button" class="main" onClick={ask}>
              Run
            </button>{' '}
            <small>Ctrl+Enter</small>
          </p>
          {asked && <Answer key={asked.times} sql={asked.sql} />}
        </div>
        <aside aria-label="Tables and queries">
          <h2>Queries to start from</h2>
          <ul>
            {queries.map(({ title, sql }) => (
              <li key={title}>
                <button type="button" class="link" onClick={() => setText(sql)}>
                  {title}
                </button>
              </li>
            ))}
          </ul>
          <h2>Tables</h2>
          {tables.map(({ name, about, columns }) => (
            <details key={name}>
              <summary>
                <code>{name}</code>
              </summary>
              <p>{about}</p>
              <dl>
                {columns.map((column) => (
                  <div key={column.name}>
                    <dt>
                      <code>{column.name}</code> <small>{column.type}</small>
                    </dt>
                    <dd>{column.meaning}</dd>
                  </div>
                ))}
              </dl>
            </details>
          ))}
        </aside>
      </div>
    </>
  );
}

function Answer({ sql }: { sql: string }) {
  const state = useAnswer('sql', sql);
  return (
    <Frame state={state}>
      {(answer) =>
        answer.rows.length === 0 ? (
          <p>No rows.</p>
        ) : (
          <>
            <Choice answer={answer} />
            <Table result={answer} caption="Query" csv={{ name: 'query', path: 'sql', sql }} />
          </>
        )
      }
    </Frame>
  );
}

/** A chart of two of the columns, if the reader wants one. */
function Choice({ answer: { columns, rows } }: { answer: Answered }) {
  const [kind, setKind] = useState('');
  const numbers = columns.filter(({ type }) => isNumeric(type)).map(({ name }) => name);
  const others = columns.filter(({ type }) => !isNumeric(type)).map(({ name, type }) => ({ name, type }));
  const [value, setValue] = useState(numbers[0] ?? '');
  const [name, setName] = useState(others[0]?.name ?? '');
  const texts = others.map((each) => each.name);
  const drawing = useMemo(() => drawingOf(kind, rows, { name, value, texts }), [kind, rows, name, value]);
  if (numbers.length === 0 || others.length === 0) return null;
  const pick = (label: string, now: string, set: (name: string) => void, names: string[]) => (
    <label>
      {label}{' '}
      <select value={now} onChange={(event) => set(event.currentTarget.value)}>
        {names.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      <p class="filters">
        <label>
          Chart{' '}
          <select value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
            <option value="">none</option>
            <option value="bars">bars</option>
            <option value="lines">lines over time</option>
          </select>
        </label>
        {kind && pick('of', value, setValue, numbers)}
        {kind && pick(kind === 'lines' ? 'over' : 'by', name, setName, texts)}
      </p>
      {drawing && (
        <Chart key={`${kind} ${value} ${name}`} {...drawing} label={`${value} by ${name}`} name="query" />
      )}
    </>
  );
}

type Chosen = { name: string; value: string; texts: readonly string[] };

/** The chart that the reader chose. Several rows of one moment are several lines, of one name several bars. */
function drawingOf(kind: string, rows: Rows, { name, value, texts }: Chosen) {
  if (!kind) return undefined;
  if (kind === 'bars')
    return { rows: distinct(rows, name, texts), chart: { kind, x: [value], y: [name], rest: true as const } };
  const repeats = new Set(rows.map((row) => row[name])).size < rows.length;
  const by = texts.find((each) => each !== name);
  if (!repeats || by === undefined) return { rows, chart: { kind, x: [name], y: [value] } };
  const { rows: drawn, y } = lined(rows, { x: name, value, by });
  return { rows: drawn, chart: { kind, x: [name], y } };
}
