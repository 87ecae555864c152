import type { Result } from '../functions/platform/athena.ts';
import type { Chart } from '../reports/reports.ts';

/** What the page and its server say to each other, as JSON. */

/** A report as the page shows it; `filters` are those it can be asked with. */
export type Described = {
  name: string;
  title: string;
  question: string;
  notes: string;
  chart: Chart;
  parameters: string[];
};

/** A column of a table, and what it means. */
type Column = { name: string; type: string; meaning: string };

/** GET `api/about`. */
export type About = {
  /** The stack's name; a local run has none. */
  stack?: string;
  products: string[];
  mainReports: readonly string[];
  groups: Record<string, readonly string[]>;
  reports: Described[];
  tables: { name: string; about: string; columns: Column[] }[];
  /** The queries of docs/reports.md: what each answers, and its SQL. */
  queries: { title: string; sql: string }[];
  sources: string;
  /** USD a byte that a query reads; 0 locally. */
  price: number;
};

/**
 * A question's rows. `asked_at` is when they were asked for (ISO 8601), and `kept` whether that was for an earlier
 * reader; `none` says why there may be no rows.
 */
export type Answered = Result & { bytes: number; asked_at: string; kept: boolean; none?: string };

/**
 * A question is answered by lines of JSON: how many bytes it read when it was last asked under any filters, if it was;
 * how many were read so far; then the rows or what went wrong.
 */
export type Line = { expected: number } | { bytes: number } | { answer: Answered } | { error: string };
