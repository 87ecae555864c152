import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { About } from './protocol.ts';

/** What docs/reports.md says of the tables, and the queries it has to copy: a test holds both to the lake. */

const doc = readFileSync(join(import.meta.dirname, '..', 'docs', 'reports.md'), 'utf8');

/** Markdown as plain text: links by their names, no code marks. */
const plain = (markdown: string) =>
  markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll('`', '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** The text of a heading, up to the next of its kind or higher. */
function chapter(heading: string): string {
  const level = /^#+/.exec(heading)?.[0].length ?? 2;
  const [, ...rest] = `\n${doc}`.split(`\n${heading}\n`);
  return rest.join('').split(new RegExp(`^#{1,${level}} `, 'm'))[0] ?? '';
}

export function tables(): About['tables'] {
  return chapter('## The tables')
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...lines] = section.split('\n');
      const cells = lines
        .filter((line) => line.startsWith('| `'))
        .map((line) => line.split('|').slice(1, -1).map(plain));
      const about = lines.join('\n').split(/^\|/m)[0] ?? '';
      const columns = cells
        .filter((each) => each.length === 4 && /^[a-z_]+$/.test(each[0] as string))
        .map(([name = '', type = '', , meaning = '']) => ({ name, type, meaning }));
      return {
        name: plain(heading),
        about: plain(about),
        // The first table of a section is that of its columns.
        columns: columns.slice(
          0,
          lines.findIndex((line, i) => line === '' && i > columns.length),
        ),
      };
    });
}

export const queries = (): About['queries'] =>
  [...doc.matchAll(/([^\n]+):\n```sql\n([^`]*)```/g)].map(([, title = '', sql = '']) => ({
    title: plain(title),
    sql: sql.trim(),
  }));
