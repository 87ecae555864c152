import { type Language, texts } from './languages.ts';
import type { Notice } from './notice.ts';
import { type Line, marked, type Section, type Table } from './section.ts';

/** Where a version in a language can be read, seen from the page; undefined where it can't. */
type Address = (version: number, language: Language) => string | undefined;

/** The notice as one page that needs nothing else: no script, no font, no picture. */
export const html = (notice: Notice, address: Address): string => `<!doctype html>
<html lang="${notice.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(notice.title)} – ${escaped(notice.vendor.name)}</title>
<style>${style}</style>
</head>
<body>
<main>
${elsewhere(notice, address)}
<h1>${line(notice.title)}</h1>
<p>${line(notice.about)}</p>
${notice.sections.map((each) => section(each, 2)).join('\n')}
</main>
</body>
</html>
`;

/** Links to its other languages and versions. */
function elsewhere({ notice_version, versions, language, languages }: Notice, address: Address): string {
  const link = (href: string | undefined, name: string, lang = language) =>
    href ? [`<a href="${escaped(href)}" lang="${lang}" hreflang="${lang}">${escaped(name)}</a>`] : [];
  const links = [
    ...languages
      .filter((each) => each !== language)
      .flatMap((each) => link(address(notice_version, each), texts[each].language, each)),
    ...versions
      .filter((each) => each !== notice_version)
      .flatMap((each) => link(address(each, language), texts[language].version(each))),
  ];
  return links.length > 0 ? `<nav>${links.join(' ')}</nav>` : '';
}

function section({ id, title, text, list, table, sections = [] }: Section, level: number): string {
  return [
    `<section aria-labelledby="${id}">`,
    `<h${level} id="${id}">${line(title)}</h${level}>`,
    ...text.map((each) => `<p>${line(each)}</p>`),
    ...(list ? [`<ul>${list.map((item) => `<li>${line(item)}</li>`).join('\n')}</ul>`] : []),
    ...(table ? [rows(table, id)] : []),
    ...sections.map((each) => section(each, level + 1)),
    '</section>',
  ].join('\n');
}

const rows = ({ head, rows }: Table, id: string) => `<table aria-labelledby="${id}">
<thead><tr>${head.map((name) => `<th scope="col">${line(name)}</th>`).join('')}</tr></thead>
<tbody>
${rows.map(row).join('\n')}
</tbody>
</table>`;

const row = ([first = [], ...others]: Table['rows'][number]) =>
  `<tr><th scope="row">${cell(first)}</th>${others.map((lines) => `<td>${cell(lines)}</td>`).join('')}</tr>`;
const cell = (lines: readonly Line[]) => lines.map((each) => `<div>${line(each)}</div>`).join('');

function line(of: Line): string {
  if (typeof of !== 'string') return `<span lang="${of.lang}">${line(of.text)}</span>`;
  return of
    .split(marked)
    .map((part, i) => (i % 2 === 0 ? escaped(part) : special(part[0], part.slice(1, -1))))
    .join('');
}
function special(sign: string | undefined, text: string): string {
  // A long name may break after an underscore.
  if (sign === '`') return `<code>${escaped(text).replaceAll('_', '_<wbr>')}</code>`;
  const href = /^https?:/.test(text) ? text : `mailto:${text}`;
  return `<a href="${escaped(href)}">${escaped(text)}</a>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => entities[sign] as string);

const style = `
:root { color-scheme: light dark; --line: #8886; --soft: #8881; --muted: light-dark(#555, #aaa) }
body { margin: 0; font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: break-word }
main { max-width: 46rem; margin: 0 auto; padding: 1rem 1rem 4rem }
h1 { font-size: 1.7rem; line-height: 1.2 }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .5rem; padding-top: .5rem; border-top: 1px solid var(--line) }
h3 { font-size: 1.1rem; margin: 2rem 0 .5rem }
h4 { font-size: 1rem; margin: 1.5rem 0 .25rem }
h2, h3, h4 { break-after: avoid }
p, ul { margin: .5rem 0 }
ul { padding-left: 1.25rem }
table { width: 100%; border-collapse: collapse; margin: .75rem 0; font-size: .925rem }
th, td { padding: .4rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top }
th:first-child { width: 34% }
thead th { background: var(--soft) }
tbody th { font-weight: normal }
td div + div { color: var(--muted) }
nav { text-align: right; margin-bottom: -.75rem }
nav a { margin-left: .75rem }
tr { break-inside: avoid }
code { font-family: ui-monospace, monospace; font-size: .9em }
@media print { html { font-size: 10pt } main { max-width: none; padding: 0 } a { color: inherit } nav { display: none } }
`;
