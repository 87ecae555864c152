import type { Row, Rows } from '../../reports/charts/rows.ts';
import { unknown } from '../../reports/exposure/unknown.ts';
import type { Chart as Drawing } from '../../reports/reports.ts';
import { title } from '../../reports/value.ts';
import type { Answered, Described } from '../protocol.ts';
import { type Address, go } from './address.ts';
import { Chart } from './chart.tsx';
import { leadOf, leadOfMark } from './leads.ts';
import { Frame, useAnswer } from './question.tsx';
import { Table } from './table.tsx';

/** The question behind a report under the filters of an address. */
export const pathOf = (name: string, filters: URLSearchParams): string => {
  const all = new URLSearchParams(filters);
  all.set('name', name);
  return `report?${all}`;
};

/** A report with its charts and all of its rows. */
export function Report({ report, filters }: { report: Described; filters: Address['filters'] }) {
  const path = pathOf(report.name, filters);
  const state = useAnswer(path);
  return (
    <article>
      <h1>{report.title}</h1>
      <p class="question">{report.question}</p>
      <Frame state={state}>
        {(answer) =>
          answer.rows.length === 0 ? (
            <p>{answer.none ?? 'No rows: nothing was sent that answers this under these filters.'}</p>
          ) : (
            <>
              {report.chart.kind && <Figures report={report} answer={answer} filters={filters} />}
              {report.name === 'exposure' && <Unknown filters={filters} />}
              <Table
                result={answer}
                caption={report.title}
                csv={{ name: report.name, path }}
                hrefOf={(column, row) => leadOf(filters, column, row)}
              />
            </>
          )
        }
      </Frame>
      <details>
        <summary>What exactly is counted</summary>
        <p>{report.notes.replaceAll('`', '')}</p>
      </details>
    </article>
  );
}

/** What exposure can't know, by the versions that are known under the same filters. */
function Unknown({ filters }: { filters: Address['filters'] }) {
  const all = new URLSearchParams(filters);
  all.delete('affected');
  const { answer } = useAnswer(pathOf('version-distribution', all));
  return <>{answer && unknown(answer).map((sentence) => <p key={sentence}>{sentence}</p>)}</>;
}

type FigureProps = { report: Described; answer: Answered; filters: URLSearchParams };

/** A chart a product, and of each thing that has one of its own. */
export function Figures({ report: { name, title: of, chart }, answer, filters }: FigureProps) {
  const columns = [
    ...chart.y,
    ...(chart.by ? [chart.by] : []),
    'license_id',
    'organization_id',
    'product_version',
    'country',
  ];
  const drawn = answer.rows.filter((row) => chart.without === undefined || row[chart.without] === null);
  const pick = (row: Row) => {
    const href = leadOfMark(filters, columns, row);
    if (href) go(href);
  };
  return (
    <div class={chart.each ? 'grid small' : 'grid'}>
      {parts(drawn, chart.each, chart.y[0] === 'product').map(({ product, part, rows }) => {
        const heading = [product, part && title(part)].filter(Boolean).join(', ');
        return (
          <div key={heading}>
            {heading && <h3>{heading}</h3>}
            {hasFigures(chart, rows) ? (
              <Chart
                chart={chart}
                rows={rows}
                label={`${of}, ${heading}`}
                name={[name, product, part].filter(Boolean).join('-')}
                onPick={pick}
              />
            ) : (
              <p>Nothing was sent yet that could be drawn.</p>
            )}
          </div>
        );
      })}
    </div>
  );
}

/** Whether any row has a number to be drawn. */
const hasFigures = ({ x, y }: Drawing, rows: Rows) =>
  rows.some((row) => [...x, ...y].some((column) => typeof row[column] === 'number'));

function parts(all: Rows, each: string | undefined, byProduct: boolean) {
  const key = (row: Row) =>
    JSON.stringify([byProduct ? '' : (row.product ?? ''), each ? (row[each] ?? '') : '']);
  return [...Map.groupBy(all, key)].map(([text, rows]) => {
    const [product, part] = JSON.parse(text) as [string, string];
    return { product, part, rows };
  });
}
