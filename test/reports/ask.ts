import type { Result } from '../../functions/platform/athena.ts';
import { deployment } from '../../operator/deployment.ts';
import { type Report, reports } from '../../reports/reports.ts';
import { type Question, queryTarget, runReport } from '../../reports/run.ts';
import { land, row } from '../e2e/lake.ts';
import type { Local } from '../e2e/local.ts';

/** The report, or that of this name, of a local run. */
export async function asked(
  started: Local,
  name: string | Report,
  question: Question,
): Promise<Result['rows']> {
  const report = typeof name === 'string' ? reports().find((each) => each.name === name) : name;
  if (!report) throw new Error(`There is no report ${name}.`);
  const target = queryTarget(await deployment(started));
  return (await runReport(target, report, question)).rows;
}

/** An event of a made-up installation: `n` makes its ID, and `at` is a time without its zone, which is UTC. */
export type Seen = { n: number; at: string; name?: string; sequence?: number } & Record<string, unknown>;

export const idOf = (n: number) => `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`;

/** Lands these events of a product. */
export function seen(started: Local, product: string, events: Seen[]): void {
  const rows = events.map(({ n, at, name = 'feature_used', ...more }) =>
    row(product, new Date(`${at}Z`), { installation_id: idOf(n), event_name: name, ...more }),
  );
  land(started, new Date(), rows);
}

/** Thursday, 1 October 2026, to Thursday, 15 October; and a time in between. */
export const range = { from: '2026-10-01', to: '2026-10-15' };
export const noon = '2026-10-05T12:00:00';
export const times = (count: number, make: (n: number) => Seen) =>
  Array.from({ length: count }, (_, n) => make(n));

/** What no report counts unless asked: of a test key, and of a build machine. */
const left = { n: 99, at: noon, product_version: 'none', country: 'XX', properties: { feature: 'none' } };
export const apart: Seen[] = [
  { ...left, test: true },
  { ...left, ci: true },
];
