import type { Rows } from '../../reports/charts/rows.ts';
import { formatValue } from '../../reports/value.ts';
import { day, dayOf } from '../../shared/time.ts';
import { type Address, link } from './address.ts';
import { useAbout } from './context.ts';
import { Csv } from './csv.tsx';
import { Frame, type State, useAnswer } from './question.tsx';
import { Figures, pathOf } from './report.tsx';

/** What matters first, then the two questions of versions and licenses. */
export function Overview({ filters }: { filters: Address['filters'] }) {
  const { reports, mainReports } = useAbout();
  const active = useAnswer(pathOf('active-installations', filters));
  const versions = useAnswer(pathOf('version-distribution', filters));
  const licenses = useAnswer(pathOf('license-usage', filters));
  // A decision is counted without whose it is.
  const isNarrowed = ['organization', 'edition', 'country'].some((each) => filters.get(each));
  const consent = useAnswer(isNarrowed ? undefined : pathOf('consent-rate', filters));
  const main: Record<string, State> = { 'version-distribution': versions, 'license-usage': licenses };
  return (
    <>
      <h1>Overview</h1>
      <div class="tiles">
        <Tile
          state={active}
          title="Active installations"
          href={link('reports/active-installations', filters)}
          tell={activeOf}
        />
        <Tile
          state={versions}
          title="Newest version"
          href={link('reports/version-distribution', filters)}
          tell={newestOf}
        />
        <Tile
          state={licenses}
          title="Licenses"
          href={link('reports/license-usage', filters)}
          tell={licensesOf}
        />
        <Tile
          state={licenses}
          title="Coverage"
          href={link('reports/license-usage', filters)}
          tell={coverageOf}
        />
        <Tile
          state={consent}
          title="Consent"
          href={link('reports/consent-rate', filters)}
          tell={consentOf}
          instead={isNarrowed ? 'Decisions are counted by product only.' : undefined}
        />
      </div>
      {mainReports.map((name) => {
        const report = reports.find((each) => each.name === name);
        const state = main[name];
        if (!report || !state) return null;
        return (
          <section key={name} aria-labelledby={`${name}-title`}>
            <h2 id={`${name}-title`}>
              <a href={link(`reports/${name}`, filters)}>{report.title}</a>
            </h2>
            <p class="question">{report.question}</p>
            <Frame state={state}>
              {(answer) =>
                answer.rows.length ? (
                  <>
                    <Figures report={report} answer={answer} filters={filters} />
                    <p class="tools">
                      <Csv name={name} path={pathOf(name, filters)} />
                    </p>
                  </>
                ) : (
                  <p>{answer.none ?? 'No rows: nothing was sent that answers this under these filters.'}</p>
                )
              }
            </Frame>
          </section>
        );
      })}
    </>
  );
}

/** A figure for each product, and what it is of. */
type Told = { product: string; figure: string; about: string };
type TileProps = {
  state: State;
  title: string;
  href: string;
  tell: (rows: Rows) => Told[];
  /** Why there is no figure to ask for. */
  instead?: string | undefined;
};

function Tile({ state, title, href, tell, instead }: TileProps) {
  return (
    <section class="tile" aria-label={title}>
      <h2>
        <a href={href}>{title}</a>
      </h2>
      {instead ? (
        <p>{instead}</p>
      ) : (
        <Frame state={state}>
          {({ rows }) => {
            const told = tell(rows);
            if (told.length === 0) return <p>none</p>;
            return told.map(({ product, figure, about }) => (
              <p key={product}>
                {told.length > 1 && <small>{product}</small>}
                <b class="figure">{figure}</b> <span>{about}</span>
              </p>
            ));
          }}
        </Frame>
      )}
    </section>
  );
}

const byProduct = (rows: Rows, tell: (rows: Rows) => Omit<Told, 'product'> | undefined): Told[] =>
  [...Map.groupBy(rows, (row) => String(row.product ?? ''))].flatMap(([product, its]) => {
    const told = tell(its);
    return told ? [{ product, ...told }] : [];
  });
const percent = (share: number) => formatValue('share', share);

/** The last whole week, and the one before it. */
const activeOf = (rows: Rows) =>
  byProduct(rows, (its) => {
    const today = dayOf(Date.now());
    const isWhole = (week: string) => Date.parse(week) + 7 * day <= Date.parse(today);
    const weeks = its
      .filter(({ week }) => isWhole(String(week)))
      .toSorted((a, b) => (String(a.week) < String(b.week) ? -1 : 1));
    const last = weeks.at(-1) ?? its.at(-1);
    const before = weeks.at(-2);
    if (!last) return undefined;
    const now = Number(last.installations ?? 0);
    const change = before ? now - Number(before.installations ?? 0) : undefined;
    const changed =
      change === undefined ? '' : ` (${change >= 0 ? '+' : '−'}${Math.abs(change).toLocaleString('en-US')})`;
    return { figure: now.toLocaleString('en-US'), about: `in the week from ${last.week}${changed}` };
  });

/** Rows come in the order of versions: the last named one is the newest. */
const newestOf = (rows: Rows) =>
  byProduct(rows, (its) => {
    const newest = its.findLast(({ product_version }) => product_version !== 'unknown');
    return newest && { figure: percent(Number(newest.share)), about: `run ${newest.product_version}` };
  });

const licensesOf = (rows: Rows) =>
  byProduct(rows, (its) => {
    const count = (...some: string[]) => its.filter(({ status }) => some.includes(String(status))).length;
    const near = its.filter(
      ({ status, utilization }) => status === 'in_use' && Number(utilization) >= 0.9,
    ).length;
    const others = [
      [near, 'at 90 % or more'],
      [count('to_review'), 'to review'],
      [count('not_seen'), 'not seen'],
      [count('not_sold'), 'used but not sold'],
    ].flatMap(([some, what]) => (some ? [`${some} ${what}`] : []));
    return { figure: `${count('over_used')} over`, about: [...others, `of ${its.length}`].join(', ') };
  });

const coverageOf = (rows: Rows) =>
  byProduct(rows, ([first]) =>
    first?.coverage === null || first?.coverage === undefined
      ? undefined
      : { figure: percent(Number(first.coverage)), about: 'of the seats sold were seen' },
  );

const consentOf = (rows: Rows) =>
  byProduct(rows, (its) => {
    const sum = (column: string) => its.reduce((total, row) => total + Number(row[column] ?? 0), 0);
    const decisions = sum('decisions');
    return decisions
      ? {
          figure: percent(sum('granted') / decisions),
          about: `of ${decisions.toLocaleString('en-US')} decisions grant`,
        }
      : undefined;
  });
