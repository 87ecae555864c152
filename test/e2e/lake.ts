import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { AthenaClient } from '@aws-sdk/client-athena';
import { DynamoDBClient, ListTablesCommand, paginateScan, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { onDays } from '../../functions/lake/days.ts';
import { differingDays } from '../../functions/lake/installation-days.ts';
import { differingLicenses } from '../../functions/lake/license-events.ts';
import { finish, literal, type Result, results, start } from '../../functions/platform/athena.ts';
import type { Outcome } from '../../local/lambda.ts';
import { deployment } from '../../operator/deployment.ts';
import type { Job } from '../../shared/lake.ts';
import { dailyTables } from '../../shared/tables.ts';
import { hourOf } from '../../shared/time.ts';
import { versionKey } from '../../shared/versions/key.ts';
import type { Local } from './local.ts';

/** The rows a statement in Athena's dialect finds; `texts` fill its `?`. */
export async function query({ data }: Local, sql: string, ...texts: string[]): Promise<Result['rows']> {
  const { aws, outputs } = await deployment({ data });
  const client = new AthenaClient(aws);
  const workgroup = outputs.ReportsWorkgroup as string;
  const id = await start(client, { sql, parameters: texts.map(literal), workgroup });
  await finish(client, id);
  return (await results(client, id)).rows;
}

/** The IDs of all rows of a product that were sent, in `events`: one found twice is there twice. */
export async function stored(started: Local, product: string): Promise<string[]> {
  const sql = `SELECT event_id FROM events WHERE product = ? AND event_name <> 'consent_decided'`;
  return (await query(started, sql, product)).map(({ event_id }) => event_id as string);
}

/** In how many rows the tables that follow from `events` differ from what it says, of all days. */
export async function disagreements(started: Local): Promise<number> {
  const all = dailyTables.map((table) => `SELECT event_day FROM ${table}`).join(' UNION ');
  const days = (await query(started, all)).map(({ event_day }) => event_day as string);
  let found = 0;
  if (days.length === 0) return found;
  for (const differing of [differingDays, differingLicenses])
    for (const row of await query(started, onDays(differing, days))) found += Number(row.found);
  return found;
}

/** What one run of the lake's function answers, a late refresh if nothing is said; it dies with its function. */
export const refresh = ({ functions, template }: Local, ...jobs: Job[]): Promise<Outcome> =>
  functions.invoke(template.outputs.LakeFunction as string, { jobs: jobs.length ? jobs : ['late'] });

/** Delivers what was accepted, and refreshes until it is done: another refresh may be under way. */
export async function refreshed(started: Local, ...jobs: Job[]): Promise<void> {
  started.deliver();
  for (;;) {
    const outcome = await refresh(started, ...jobs);
    if ('fault' in outcome) throw new Error(JSON.stringify(outcome.fault));
    if ((outcome.result as { status: string }).status === 'done') return;
    await sleep(100);
  }
}

/** The store of a run with its data there, and its one table. */
export async function store({ data }: { data: string }) {
  const client = new DynamoDBClient((await deployment({ data })).aws);
  const { TableNames = [] } = await client.send(new ListTablesCommand());
  return { client, TableName: TableNames[0] };
}

/** Every item of the store. */
export async function scan(started: { data: string }): Promise<Record<string, unknown>[]> {
  const { client, TableName } = await store(started);
  const items: Record<string, unknown>[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName }))
    items.push(...Items.map((item) => unmarshall(item)));
  return items;
}

/** Lets the lease on the tables run out, as half a minute would. */
export async function expireLease(started: Local): Promise<void> {
  const { client, TableName } = await store(started);
  await client.send(
    new UpdateItemCommand({
      TableName,
      Key: { pk: { S: 'lease' }, sk: { S: 'tables' } },
      UpdateExpression: 'SET expires_at = :gone',
      ExpressionAttributeValues: { ':gone': { N: '1' } },
    }),
  );
}

/** The folder of landing. */
export function landingOf({ data, template }: Local): string {
  const location = template.ofType('AWS::Glue::Table')[0]?.properties.TableInput.StorageDescriptor.Location;
  return join(data, location.replace('s3://', 's3/'));
}

/** Puts lines into landing as one object of that hour of arrival, as Firehose does; a text goes as it is. */
export function land(started: Local, arrived: Date, lines: (object | string)[]): void {
  const folder = join(landingOf(started), `hour=${hourOf(arrived.getTime())}`);
  mkdirSync(folder, { recursive: true });
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  writeFileSync(join(folder, `${randomUUID()}.json.gz`), gzipSync(`${text.join('\n')}\n`));
}

/** A row as ingest writes it. */
export function row(
  product: string,
  occurred: Date,
  more: { product_version?: string } & Record<string, unknown> = {},
) {
  const time = occurred.toISOString();
  const { product_version } = more;
  return {
    event_id: randomUUID(),
    event_name: 'feature_used',
    product,
    test: false,
    version_key: product_version && versionKey(product_version),
    installation_id: '5c1e0c9a-3c0b-4c39-8d5e-0d8f6f4b8a10',
    occurred_at: time,
    occurred_at_sent: time,
    received_at: new Date().toISOString(),
    event_day: time.slice(0, 10),
    properties: { feature: 'export_pdf' },
    ...more,
  };
}
