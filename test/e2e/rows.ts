import { AthenaClient } from '@aws-sdk/client-athena';
import { finish, literal, type Result, results, start } from '../../functions/platform/athena.ts';
import { deployment } from '../../operator/deployment.ts';
import type { Local } from './local.ts';

/** All that `events` holds of a product, but its decisions. */
export async function rowsOf(started: Local, product: string): Promise<Result['rows']> {
  const { aws } = await deployment({ data: started.data });
  const client = new AthenaClient(aws);
  const sql = "SELECT * FROM events WHERE product = ? AND event_name <> 'consent_decided' ORDER BY event_id";
  const id = await start(client, { sql, parameters: [literal(product)], workgroup: 'test' });
  await finish(client, id);
  return (await results(client, id)).rows;
}
