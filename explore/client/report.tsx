import type { Row, Rows } from '../../reports/charts/rows.ts';
import { title } from '../../reports/value.ts';
import type { Answered, Described } from '../protocol.ts';
import { type Address, go } from './address.ts';
import { saveCsv } from './ask.ts';
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
            <p>{answer.none ?? 'No rows: nothing was sent that answers this in the range.'}</p>
          ) : (
            <>
              {report.chart.kind && <Figures report={report} answer={answer} filters={filters} />}
              <p class="tools">
                <button type="button" onClick={() => saveCsv(report.name, path)}>
                  CSV
                </button>
              </p>
              <Table
                result={answer}
                caption={report.title}
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
            <Chart
              chart={chart}
              rows={rows}
              label={`${of}, ${heading}`}
              name={[name, product, part].filter(Boolean).join('-')}
              onPick={pick}
            />
          </div>
        );
      })}
    </div>
  );
}

function parts(all: Rows, each: string | undefined, byProduct: boolean) {
  const key = (row: Row) =>
    JSON.stringify([byProduct ? '' : (row.product ?? ''), each ? (row[each] ?? '') : '']);
  return [...Map.groupBy(all, key)].map(([text, rows]) => {
    const [product, part] = JSON.parse(text) as [string, string];
    return { product, part, rows };
  });
}
