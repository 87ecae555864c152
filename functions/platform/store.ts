import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AttributeValue,
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { clientSettings, proof, withDeadline } from './client.ts';
import { environment } from './environment.ts';

const client = new DynamoDBClient(clientSettings);

declare const kept: unique symbol;

/**
 * What an item is found by: `pk` names the thing, `sk` the aspect of it. It carries the type of what is kept there
 * (records.ts), so that whatever is read or written by it has that type.
 */
export type Key<Kept = unknown> = { pk: string; sk: string; readonly [kept]?: Kept };
/** What is kept under these keys; an item that does not exist is undefined. */
export type Items<Keys extends readonly Key[]> = { -readonly [I in keyof Keys]: Item<Keys[I]> | undefined };
type Item<K> = K extends Key<infer Kept> ? Kept : never;

const waits = [50, 150, 400];
const nameOf = ({ pk, sk }: Key) => `${pk} ${sk}`;

/**
 * One strongly consistent read of up to 100 different items; an item that does not exist is undefined.
 * Throws when the store answers only in part after retries: a missing answer is never taken for a missing item.
 */
export async function readItems<const Keys extends readonly Key[]>(keys: Keys): Promise<Items<Keys>> {
  const found = new Map<string, object>();
  let wanted: Record<string, AttributeValue>[] = keys.map(({ pk, sk }) => marshall({ pk, sk }));
  for (let attempt = 0; wanted.length > 0; attempt++) {
    if (attempt > waits.length) throw new Error('The store answered only in part.');
    if (attempt > 0) await sleep(waits[attempt - 1]);
    const request = { RequestItems: { [environment.table]: { Keys: wanted, ConsistentRead: true } } };
    const answer = await client.send(new BatchGetItemCommand(request), withDeadline());
    for (const item of proof(answer.Responses, 'Responses')[environment.table] ?? []) {
      const { pk, sk, ...kept } = unmarshall(item);
      found.set(nameOf({ pk, sk }), kept);
    }
    wanted = answer.UnprocessedKeys?.[environment.table]?.Keys ?? [];
  }
  // Only what has a key's type is ever put there: each write below takes it with the key.
  return keys.map((key) => found.get(nameOf(key))) as unknown as Items<Keys>;
}

/** As `readItems`, for as many as there are: a read for every hundred of them. */
export async function readMany<Kept>(keys: readonly Key<Kept>[]): Promise<(Kept | undefined)[]> {
  const items: (Kept | undefined)[] = [];
  for (let i = 0; i < keys.length; i += 100) items.push(...(await readItems(keys.slice(i, i + 100))));
  return items;
}

/** Reads all items of the key's `pk` whose `sk` begins with its `sk`, in the order of that, each with its own. */
export async function queryItems<Kept>({ pk, sk }: Key<Kept>): Promise<(Kept & { sk: string })[]> {
  const items: (Kept & { sk: string })[] = [];
  let next: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: environment.table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: marshall({ ':pk': pk, ':prefix': sk }),
        ExclusiveStartKey: next,
      }),
      withDeadline(),
    );
    for (const item of proof(page.Items, 'Items')) {
      const { pk: _, ...kept } = unmarshall(item);
      items.push(kept as Kept & { sk: string });
    }
    next = page.LastEvaluatedKey;
  } while (next);
  return items;
}

/** A condition on the item as it stands: a DynamoDB expression whose `#name` and `:name` are filled from the maps. */
export type Condition = { if: string; names?: Record<string, string>; values?: Record<string, unknown> };

/** Holds when an item is still the version that was read; undefined for one that did not exist. */
export const unchangedSince = (version: number | undefined): Condition =>
  version === undefined
    ? { if: 'attribute_not_exists(pk)' }
    : { if: '#version = :version', names: { '#version': 'version' }, values: { ':version': version } };

/** Puts a whole item if the condition holds; returns whether it did. */
export async function putItem<Kept extends object>(
  { pk, sk }: Key<Kept>,
  item: NoInfer<Kept>,
  condition: Condition,
): Promise<boolean> {
  return unlessConditionFails(
    client.send(
      new PutItemCommand({
        TableName: environment.table,
        Item: marshall({ pk, sk, ...item }, { removeUndefinedValues: true }),
        ...conditional(condition),
      }),
      withDeadline(),
    ),
  );
}

/** Deletes an item if the condition holds; returns whether it did. */
export async function deleteItem({ pk, sk }: Key, condition: Condition): Promise<boolean> {
  return unlessConditionFails(
    client.send(
      new DeleteItemCommand({
        TableName: environment.table,
        Key: marshall({ pk, sk }),
        ...conditional(condition),
      }),
      withDeadline(),
    ),
  );
}

/** Sets attributes of an item, making it if need be, if the condition holds; returns whether it did. */
export async function setAttributes<Kept>(
  { pk, sk }: Key<Kept>,
  attributes: Partial<NoInfer<Kept>>,
  condition: Condition,
): Promise<boolean> {
  const values: Record<string, unknown> = attributes;
  const names = Object.keys(values);
  const { ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = conditional({
    if: condition.if,
    names: { ...condition.names, ...Object.fromEntries(names.map((name) => [`#${name}`, name])) },
    values: {
      ...condition.values,
      ...Object.fromEntries(names.map((name) => [`:set_${name}`, values[name]])),
    },
  });
  return unlessConditionFails(
    client.send(
      new UpdateItemCommand({
        TableName: environment.table,
        Key: marshall({ pk, sk }),
        UpdateExpression: `SET ${names.map((name) => `#${name} = :set_${name}`).join(', ')}`,
        ConditionExpression,
        ExpressionAttributeNames,
        ExpressionAttributeValues,
      }),
      withDeadline(),
    ),
  );
}

const conditional = ({ if: expression, names, values }: Condition) => ({
  ConditionExpression: expression,
  ExpressionAttributeNames: names && Object.keys(names).length > 0 ? names : undefined,
  ExpressionAttributeValues:
    values && Object.keys(values).length > 0 ? marshall(values, { removeUndefinedValues: true }) : undefined,
});

/**
 * Changes an item as it stands, which `change` says: undefined, or the same item, leaves it. Of two changes at the same
 * time the second looks again at what the first left. Returns what stands now.
 */
export async function changeItem<Kept extends { version?: number }>(
  key: Key<Kept>,
  change: (before: Kept | undefined) => Kept | undefined,
): Promise<Kept | undefined> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const [before] = await readItems([key]);
    const after = change(before);
    if (after === undefined || after === before) return after;
    if (await putItem(key, after, unchangedSince(before?.version))) return after;
  }
  throw new Error('The item kept changing.');
}

async function unlessConditionFails(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (fault) {
    if (fault instanceof ConditionalCheckFailedException) return false;
    throw fault;
  }
}
