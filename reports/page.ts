import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../functions/platform/athena.ts';
import { plainText } from '../shared/forms/text.ts';
import { draw } from './charts/draw.ts';
import type { Chart, Report } from './reports.ts';
import { formatValue, isNumeric, title } from './value.ts';

/** Reports as one page that needs nothing else: no script, no request. */

/** Of a wide and of a narrow chart, in pixels: the page shows the one that fits. */
const wide = 640;
const narrow = 330;
/** More rows of a table than these are not printed. */
const printed = 60;
/** More than these are not in the file, which is for mail and archives: a chart and CSV have all. */
const shown = 500;

/** A report, or a query that has no chart, and what it answered. */
export type Asked = {
  report: Omit<Report, 'chart' | 'parameters' | 'sql'> & { chart?: Chart };
  result: Result;
};

const style = readFileSync(join(import.meta.dirname, 'page.css'), 'utf8');

/** Text as HTML has it: names come from clients. */
const html = (text: string) =>
  plainText(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** The page. `about` says in a sentence what was asked for, `sources` what of it comes from elsewhere. */
export async function page(asked: Asked[], about: string, sources: string): Promise<string> {
  const sections: string[] = [];
  for (const each of asked) sections.push(await section(each));
  const heading = asked.length === 1 ? (asked[0] as Asked).report.title : 'Reports';
  const contents = asked
    .map(({ report }) => `<li><a href="#${report.name}">${html(report.title)}</a>`)
    .join('\n');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${html(heading)}</title>
<style>${style}</style>
<header>
<h1>${html(heading)}</h1>
<p>${html(about)}</p>
${asked.length > 1 ? `<nav aria-label="Reports"><ul>${contents}</ul></nav>` : ''}
</header>
<main>
${sections.join('\n')}
</main>
${sources && `<footer><p>${html(sources)}</p></footer>`}
</html>`;
}

async function section({ report, result }: Asked): Promise<string> {
  const { name, title, question, notes, chart } = report;
  return `<section id="${name}" aria-labelledby="${name}-title">
<h2 id="${name}-title">${html(title)}</h2>
<p class="question">${html(question)}</p>
<p class="notes">${notes
    .split('`')
    .map((text, i) => (i % 2 ? `<code>${html(text)}</code>` : html(text)))
    .join('')}</p>
${result.rows.length ? `${chart ? await figures(title, chart, result) : ''}\n${table(report, result)}` : '<p>No rows.</p>'}
</section>`;
}

/** A figure a product, and of each thing that has one of its own. */
async function figures(name: string, chart: Chart, { rows: all }: Result): Promise<string> {
  const rows = all.filter((row) => chart.without === undefined || row[chart.without] === null);
  const split = chart.y[0] === 'product' ? chart.each : 'product';
  const drawn: string[] = [];
  for (const [of, some] of Map.groupBy(rows, (row) => String(row[split as string] ?? ''))) {
    const parts =
      chart.each && split === 'product'
        ? Map.groupBy(some, (row) => String(row[chart.each as string]))
        : new Map([['', some]]);
    const small = chart.each !== undefined;
    const inner: string[] = [];
    for (const [part, its] of parts) {
      const label = [name, split === 'product' ? of : title(of), title(part)].filter(Boolean).join(', ');
      const svgs = await Promise.all(
        (small ? [narrow] : [wide, narrow]).map((width) => draw(chart, its, width)),
      );
      inner.push(figure(label, split === 'product' ? title(part) : title(of), small, svgs));
    }
    const heading = split === 'product' ? `<h3>${html(of)}</h3>` : '';
    drawn.push(
      small && split === 'product'
        ? `${heading}<div class="grid">${inner.join('')}</div>`
        : `<div>${heading}${inner.join('')}</div>`,
    );
  }
  return chart.each && split === 'product'
    ? drawn.join('\n')
    : `<div class="grid${chart.each ? '' : ' large'}">${drawn.join('\n')}</div>`;
}

function figure(label: string, caption: string, small: boolean, svgs: string[]): string {
  const described = svgs.map((svg, i) =>
    svg
      .replace('<svg ', `<svg role="img" aria-label="Chart: ${html(label)}. The table has its figures." `)
      .replace('class="marks"', `class="${small ? 'only' : i === 0 ? 'wide' : 'narrow'}"`),
  );
  return `<figure>${caption ? `<figcaption>${html(caption)}</figcaption>` : ''}${described.join('')}</figure>`;
}

function table({ name, title: caption, chart }: Asked['report'], { columns, rows }: Result): string {
  const head = columns.map(
    ({ name, type }) => `<th scope="col"${isNumeric(type) ? ' class="n"' : ''}>${html(title(name))}</th>`,
  );
  const line = (row: Result['rows'][number]) =>
    columns
      .map(
        (column) =>
          `<td${isNumeric(column.type) ? ' class="n"' : ''}>${html(formatValue(column.name, row[column.name]))}</td>`,
      )
      .join('');
  const left =
    rows.length > printed
      ? `<p class="left${rows.length > shown ? ' always' : ''}">The first <span class="printed">${printed}</span><span class="shown">${Math.min(rows.length, shown)}</span> of ${rows.length.toLocaleString('en-US')} rows. All of them: <code>npm run ${chart ? `report -- ${name}` : 'query -- …'} --format csv</code></p>`
      : '';
  return `<div class="table" role="region" aria-label="${html(caption)}: table" tabindex="0"><table>
<caption>${html(caption)}</caption>
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${rows
  .slice(0, shown)
  .map((row) => `<tr>${line(row)}</tr>`)
  .join('\n')}
</tbody></table></div>${left}`;
}
