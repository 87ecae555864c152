import { AthenaClient } from '@aws-sdk/client-athena';
import { finish, literal, results, start } from '../../functions/platform/athena.ts';
import type { Deployment } from '../../operator/deployment.ts';
import { askAdmin } from '../../operator/invoke.ts';
import { Stop } from '../../operator/program.ts';
import { reports } from '../../reports/reports.ts';
import { parametersOf, queryTarget, runQuery } from '../../reports/run.ts';
import { database } from '../../shared/lake.ts';
import { day, dayOf, hour, hourOf } from '../../shared/time.ts';
import { eventName, property } from './members.ts';

/** The product of a verification, removed at its end. */
export const product = 'assent-verify';

type Found = { found: number; objects?: number; events?: number; days?: number; kept?: number };

/** What a verification looks at. Those with parameters are about one installation, from the last hour of arrival on. */
const looks = {
  landed: `SELECT count(*) AS found, count(DISTINCT "$path") AS objects FROM landing
WHERE hour >= ? AND event_name = 'session_started' AND product = ? AND installation_id = ?`,
  members: `SELECT count(*) AS found, count(DISTINCT event_id) AS events, count(DISTINCT event_day) AS days,
  count_if(length(element_at(properties, '${property}')) = 600) AS kept FROM landing
WHERE hour >= ? AND event_name = '${eventName}' AND product = ? AND installation_id = ?`,
  requested: `SELECT count(*) AS found FROM landing
WHERE hour >= ? AND event_name = 'erasure_requested' AND product = ? AND installation_id = ?`,
  stored: `SELECT count(*) AS found, count(DISTINCT event_id) AS events, count(DISTINCT event_day) AS days
FROM events WHERE product = ? AND installation_id = ?`,
  deletions: 'SELECT count(*) AS found FROM "events$files" WHERE content <> 0',
  columns: `SELECT count(*) AS found FROM information_schema.columns
WHERE table_schema = '${database}' AND table_name = 'events'`,
};
export type Look = keyof typeof looks;

/** The one row of a look, asked as a person would. */
export async function look(there: Deployment, name: Look, installation_id: string): Promise<Found> {
  const sql = looks[name];
  const texts = [hourOf(Date.now() - hour), product, installation_id];
  const count = sql.split('?').length - 1;
  return (await ask(there, sql, count > 0 ? texts.slice(-count) : [])) as Found;
}

/** The first row that a statement finds; `texts` fill its `?`. */
export async function ask(
  { aws, outputs }: Deployment,
  sql: string,
  texts: readonly string[],
): Promise<Record<string, unknown> | undefined> {
  const client = new AthenaClient(aws);
  const parameters = texts.map(literal);
  const id = await start(client, { sql, parameters, workgroup: outputs.ReportsWorkgroup as string });
  await finish(client, id);
  return (await results(client, id)).rows[0];
}

/** Makes a test key of the product, and the product if there is none yet. */
export async function testKey(there: Deployment): Promise<string> {
  const { products } = await askAdmin(there, 'product list', {});
  if (!products.some((each) => each.product === product)) {
    const { write_key } = await askAdmin(there, 'product add', { product });
    await askAdmin(there, 'key revoke', { write_key });
  }
  return (await askAdmin(there, 'key add', { product, test: true })).write_key;
}

/** The report on versions, asked for this product as of today, with the literals for its `?`. */
export function versionReport() {
  const report = reports().find(({ name }) => name === 'version-distribution');
  if (!report) throw new Stop('There is no report version-distribution.');
  const [from, to] = [dayOf(Date.now() - day), dayOf(Date.now() + day)];
  const question = { product, from, to, includeTest: true, threshold: 1 };
  return { ...report, parameters: parametersOf(report, question) };
}

/** Runs that report, and looks for the version that was sent. */
export async function reported(there: Deployment, version: string): Promise<void> {
  const { sql, parameters } = versionReport();
  const { rows } = await runQuery(queryTarget(there), sql, parameters);
  if (!rows.some((row) => row.product_version === version))
    throw new Stop('The report does not have the version that was sent.');
}
