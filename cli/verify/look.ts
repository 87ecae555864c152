import { AthenaClient } from '@aws-sdk/client-athena';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { finish, literal, results, start } from '../../functions/platform/athena.ts';
import type { Deployment } from '../../operator/deployment.ts';
import { askAdmin } from '../../operator/invoke.ts';
import { Stop } from '../../operator/program.ts';
import { reports } from '../../reports/reports.ts';
import { queryTarget, runReport } from '../../reports/run.ts';
import { day, dayOf, hour, hourOf } from '../../shared/time.ts';

/** Kept for the next verification, without a key of use: a product can't be taken away. */
export const product = 'assent-verify';

/** What a verification looks at, each of one installation of that product, but for `deletions`. */
export const looks = {
  landed: `SELECT count(*) AS found, count(DISTINCT "$path") AS objects FROM landing
WHERE hour >= ? AND event_name = 'session_started' AND product = ? AND installation_id = ?`,
  requested: `SELECT count(*) AS found FROM landing
WHERE hour >= ? AND event_name = 'erasure_requested' AND product = ? AND installation_id = ?`,
  stored: 'SELECT count(*) AS found FROM events WHERE product = ? AND installation_id = ?',
  deletions: 'SELECT count(*) AS found FROM "events$files" WHERE content <> 0',
};

/** The one row of a look, asked as a person would; what has landed is looked for from the last hour on. */
export async function look(
  { aws, outputs }: Deployment,
  name: keyof typeof looks,
  installation_id: string,
): Promise<{ found: number; objects?: number }> {
  const sql = looks[name];
  const texts = [hourOf(Date.now() - hour), product, installation_id];
  const count = sql.split('?').length - 1;
  const client = new AthenaClient(aws);
  const parameters = (count > 0 ? texts.slice(-count) : []).map(literal);
  const id = await start(client, { sql, parameters, workgroup: outputs.ReportsWorkgroup as string });
  await finish(client, id);
  return (await results(client, id)).rows[0] as { found: number; objects?: number };
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

/** Runs a report with its parameters, and looks for the version that was sent. */
export async function reported(there: Deployment, version: string): Promise<void> {
  const report = reports().find(({ name }) => name === 'version-distribution');
  if (!report) throw new Stop('There is no report version-distribution.');
  const [from, to] = [dayOf(Date.now() - day), dayOf(Date.now() + day)];
  const question = { product, from, to, includeTest: true, threshold: 1 };
  const { rows } = await runReport(queryTarget(there), report, question);
  if (!rows.some((row) => row.product_version === version))
    throw new Stop('The report does not have the version that was sent.');
}

/** Who hears of alarms: nothing to fail for, but to know. */
export async function alarms({ aws, outputs }: Deployment): Promise<string> {
  try {
    const { Subscriptions = [] } = await new SNSClient(aws).send(
      new ListSubscriptionsByTopicCommand({ TopicArn: outputs.AlarmTopic }),
    );
    const all = Subscriptions.length;
    const confirmed = Subscriptions.filter(({ SubscriptionArn }) =>
      SubscriptionArn?.startsWith('arn:'),
    ).length;
    if (all === 0) return 'the topic is there; nobody is told, until alarmEmail is set in shared/settings.ts';
    return confirmed === all
      ? `the topic is there, and ${all} confirmed to be told`
      : `the topic is there; ${all - confirmed} of ${all} did not confirm yet: look for AWS's e-mail`;
  } catch (fault) {
    return `not looked at, since the topic can't be read from here (${(fault as Error).name})`;
  }
}
