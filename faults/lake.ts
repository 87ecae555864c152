import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { leaseKey } from '../functions/platform/records.ts';
import { Chance } from '../local/fleet/chance.ts';
import type { Job } from '../shared/lake.ts';
import type { Field } from './field.ts';
import type { Lane } from './lane.ts';
import { type Row, rowOf } from './row.ts';
import { ways } from './services.ts';

/** A run of the lake that is bound to fail, and how long it took to say so. */
async function failing(lane: Lane, ...jobs: Job[]): Promise<number> {
  const began = performance.now();
  const name = lane.run.template.outputs.LakeFunction as string;
  await lane.run.functions.invoke(name, { jobs });
  return performance.now() - began;
}

/** Athena fails in a way while a refresh is under way; the next one does all of it. */
export async function athena(lane: Lane, way: string): Promise<() => Promise<Row>> {
  const field = await lane.field();
  await field.post(2);
  lane.run.deliver();
  lane.fail((call) => (call.startsWith('AmazonAthena') ? ways[way] : undefined));
  const ms = await failing(lane, 'late');
  lane.fail();
  await expireLease(lane);
  await lane.refresh('late');
  return async () => ({
    ...rowOf(`Athena ${way}, in a refresh`, field.seen, await field.count(lane.where)),
    fault: `Athena ${way}, in a refresh that ends after ${(ms / 1000).toFixed(1)} s`,
  });
}

/** A run of these jobs is killed at that call of its own, if it gets there; returns how many calls it made. */
export async function killedAt(lane: Lane, at: number, jobs: readonly Job[]): Promise<number> {
  let calls = 0;
  let last = '';
  lane.fail((call) => {
    // How often it looks whether a statement has ended is up to the engine.
    if (call !== last || !call.endsWith('.GetQueryExecution')) calls++;
    last = call;
    if (calls === at) void lane.kill('LakeFunction');
    return undefined;
  });
  await failing(lane, ...jobs);
  lane.fail();
  return calls;
}

/** The lake's jobs are killed at a call of theirs, chosen by chance, again and again, while the field goes on posting. */
export async function kills(
  lane: Lane,
  times: number,
  tell: (at: string) => void,
): Promise<() => Promise<Row>> {
  const fields: Field[] = [];
  const chance = new Chance('kills of the lake');
  let killed = 0;
  for (let i = 0; i < times; i++) {
    tell(`${i} of ${times}, ${killed} killed`);
    if (i % 10 === 0) fields.push(await lane.field());
    await fields.at(-1)?.post(2);
    lane.run.deliver();
    const at = chance.whole(`call ${i}`, 1, 30);
    if ((await killedAt(lane, at, chance.pick<Job[]>(`jobs ${i}`, runs))) >= at) killed++;
    if (i + 1 < times) await expireLease(lane);
  }
  // The last of them leaves its lease, which the next waits for, as it would for that of a run that died.
  return async () => {
    const counts = await Promise.all(fields.map((field) => field.count(lane.where)));
    const sum = (key: keyof (typeof counts)[0]) => counts.reduce((all, each) => all + each[key], 0);
    const count = {
      accepted: sum('accepted'),
      lost: sum('lost'),
      doubled: sum('doubled'),
      leaked: sum('leaked'),
    };
    const seen = fields.flatMap((field) => field.seen);
    return rowOf(
      `${times} runs of the lake, ${killed} of them killed, the last with its lease held`,
      seen,
      count,
    );
  };
}
const runs: Job[][] = [
  ['recent'],
  ['late'],
  ['late', 'erase', 'compact', 'evidence'],
  ['erase', 'retain', 'compact', 'evidence'],
];

/** Lets the lease run out, as half a minute would. */
export async function expireLease({ run, where }: Lane): Promise<void> {
  const [table] = run.template.ofType('AWS::DynamoDB::Table');
  const client = new DynamoDBClient(where.there.aws);
  await client.send(
    new UpdateItemCommand({
      TableName: table?.id,
      Key: { pk: { S: leaseKey.pk }, sk: { S: leaseKey.sk } },
      UpdateExpression: 'SET expires_at = :gone',
      ExpressionAttributeValues: { ':gone': { N: '1' } },
    }),
  );
  client.destroy();
  // A call that its dead caller had begun may still be on its way.
  await sleep(50);
}
