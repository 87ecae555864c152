import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compile } from './compile.ts';

/**
 * How a report is drawn: the columns on either axis (of `y` there may be several), `by` which it is split in colors,
 * and `each` of which it has a chart of its own. With `rest`, what is too much for a chart adds up to 'other'. Rows that
 * have something in the column `without` are not drawn.
 */
export type Chart = {
  kind: string;
  x: string[];
  y: string[];
  by?: string;
  each?: string;
  rest?: true;
  without?: string;
};

/**
 * A report as its SQL file describes it. `sql` is what Athena runs, and `parameters` name what fills each `?` of it, in
 * order; `notes` say what is counted, in sentences.
 */
export type Report = {
  name: string;
  title: string;
  question: string;
  parameters: string[];
  chart: Chart;
  notes: string;
  sql: string;
};

const folder = import.meta.dirname;

/** Every report: one file per report, with its description in the comments at its top. */
export const reports = (): Report[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .map(read);

/** What the rows of `license-usage` rest on: the holds behind the peak of a license. It is no report to look through. */
export const licenseEvidence = (): Report => read('evidence/license-usage.sql');

function read(file: string): Report {
  const source = readFileSync(join(folder, file), 'utf8');
  const [head = ''] = /^(?:--.*\n)+/.exec(source) ?? [];
  const lines = head.split('\n').map((line) => line.slice(3));
  const said = (what: string) =>
    lines.find((line) => line.startsWith(`${what}: `))?.slice(what.length + 2) ?? '';
  return {
    name: basename(file, '.sql'),
    title: said('title'),
    question: said('question'),
    chart: chart(said('chart')),
    notes: lines
      .filter((line) => !/^(?:title|question|parameters|chart): /.test(line))
      .join(' ')
      .trim(),
    ...compile(source),
  };
}

const list = (text = '') => text.split(', ').filter(Boolean);

/** From `bars; x: share; y: product_version`. */
function chart(text: string): Chart {
  const [kind = '', ...parts] = text.split('; ');
  const said = new Map(parts.map((part) => part.split(': ') as [string, string]));
  return {
    kind,
    x: list(said.get('x')),
    y: list(said.get('y')),
    by: said.get('by'),
    each: said.get('each'),
    without: said.get('without'),
    rest: parts.includes('rest') || undefined,
  };
}
