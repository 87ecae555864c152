import type { Notice } from './notice.ts';
import { type Line, marked, type Section, type Table } from './section.ts';

/** The notice in Markdown, as GitHub reads it. */
export const markdown = ({ title, about, sections }: Pick<Notice, 'title' | 'about' | 'sections'>): string =>
  `${[`# ${title}`, about, ...sections.flatMap((each) => section(each, 2))].join('\n\n')}\n`;

function section({ title, text, list, table, sections = [] }: Section, level: number): string[] {
  return [
    `${'#'.repeat(level)} ${title}`,
    ...text.map(line),
    ...(list ? [list.map((item) => `- ${line(item)}`).join('\n')] : []),
    ...(table ? [rows(table)] : []),
    ...sections.flatMap((each) => section(each, level + 1)),
  ];
}

/** All of the text but `code` and <links>: what Markdown would take for its own is escaped. */
function line(of: Line): string {
  const text = typeof of === 'string' ? of : of.text;
  return text
    .split(marked)
    .map((part, i) => (i % 2 === 0 ? part.replace(/[\\*[\]<>#&`]|(?<!\w)_|_(?!\w)/g, '\\$&') : part))
    .join('');
}

const cell = (lines: readonly Line[]) => lines.map(line).join('<br>').replaceAll('|', '\\|');
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const rows = ({ head, rows }: Table) =>
  [row(head), row(head.map(() => '---')), ...rows.map((cells) => row(cells.map(cell)))].join('\n');
