import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { About } from '../protocol.ts';
import { link, useAddress } from './address.ts';
import './app.css';
import { about, forget } from './ask.ts';
import { AboutContext } from './context.ts';
import { Filters } from './filters.tsx';
import { Overview } from './overview.tsx';
import { Report } from './report.tsx';
import { Sql } from './sql.tsx';

function App() {
  const address = useAddress();
  const [known, set] = useState<About | string>();
  useEffect(() => {
    about().then(set, (fault: Error) =>
      set(
        fault instanceof TypeError
          ? 'The server of this page does not answer: start the command again, then reload.'
          : fault.message,
      ),
    );
  }, []);
  if (known === undefined)
    return (
      <p class="running" role="status">
        Looking at the tables …
      </p>
    );
  if (typeof known === 'string')
    return (
      <p class="error" role="alert">
        {known}
      </p>
    );
  return (
    <AboutContext.Provider value={known}>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header>
        <p class="name">
          <b>Assent</b> {known.stack ? `stack ${known.stack}` : 'local run'}
        </p>
        <Menu known={known} {...address} />
      </header>
      {address.path !== 'sql' && <Filters {...address} />}
      <main id="main">
        <Page known={known} {...address} />
      </main>
      <footer>
        <p>
          Days are UTC, and the last one is not over. Only what was consented to is counted. {known.sources}{' '}
          {known.stack && (
            <button type="button" onClick={() => forget().then(() => location.reload())}>
              Forget kept answers and ask again
            </button>
          )}
        </p>
      </footer>
    </AboutContext.Provider>
  );
}

type Parts = { known: About; path: string; filters: URLSearchParams };

function Menu({ known: { groups, reports }, path, filters }: Parts) {
  const to = (target: string, label: string) => (
    <a href={link(target, filtersOf(filters))} aria-current={path === target ? 'page' : undefined}>
      {label}
    </a>
  );
  return (
    <nav aria-label="Reports">
      <div>
        {to('', 'Overview')} {to('sql', 'SQL')}
      </div>
      {Object.entries(groups).map(([group, names]) => (
        <div key={group}>
          <span>{group}</span>
          {reports
            .filter(({ name }) => names.includes(name))
            .map(({ name, title }) => (
              <span key={name}>{to(`reports/${name}`, title)}</span>
            ))}
        </div>
      ))}
    </nav>
  );
}

/** The filters that go along to another page: what only one report asks stays there. */
function filtersOf(filters: URLSearchParams): URLSearchParams {
  const all = new URLSearchParams(filters);
  for (const own of ['affected', 'license', 'by']) all.delete(own);
  return all;
}

function Page({ known, path, filters }: Parts) {
  if (path === '') return <Overview filters={filters} />;
  if (path === 'sql') return <Sql />;
  const report = known.reports.find(({ name }) => path === `reports/${name}`);
  if (report) return <Report key={path} report={report} filters={filters} />;
  return (
    <p class="error" role="alert">
      There is no page at this address: choose one from the menu.
    </p>
  );
}

render(<App />, document.body);
