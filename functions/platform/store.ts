import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AttributeValue,
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { clientSettings } from './client.ts';
import { environment } from './environment.ts';

const client = new DynamoDBClient(clientSettings);

/** What an item is found by: `pk` names the thing, `sk` the aspect of it. */
export type Key = { pk: string; sk: string };
export type Item = Key & Record<string, unknown>;

const waits = [50, 150, 400];
const nameOf = ({ pk, sk }: Key) => `${pk} ${sk}`;

/**
 * One strongly consistent read of up to 100 different items; an item that does not exist is undefined.
 * Throws when the store answers only in part after retries: a missing answer is never taken for a missing item.
 */
export async function readItems(keys: readonly Key[]): Promise<(Item | undefined)[]> {
  const found = new Map<string, Item>();
  let wanted: Record<string, AttributeValue>[] = keys.map((key) => marshall(key));
  for (let attempt = 0; wanted.length > 0; attempt++) {
    if (attempt > waits.length) throw new Error('The store answered only in part.');
    if (attempt > 0) await sleep(waits[attempt - 1]);
    const request = { RequestItems: { [environment.table]: { Keys: wanted, ConsistentRead: true } } };
    const answer = await client.send(new BatchGetItemCommand(request));
    for (const item of answer.Responses?.[environment.table] ?? []) {
      const plain = unmarshall(item) as Item;
      found.set(nameOf(plain), plain);
    }
    wanted = answer.UnprocessedKeys?.[environment.table]?.Keys ?? [];
  }
  return keys.map((key) => found.get(nameOf(key)));
}

/** As `readItems`, for as many as there are: a read for every hundred of them. */
export async function readMany(keys: readonly Key[]): Promise<(Item | undefined)[]> {
  const items: (Item | undefined)[] = [];
  for (let i = 0; i < keys.length; i += 100) items.push(...(await readItems(keys.slice(i, i + 100))));
  return items;
}

/** Reads all items of `pk` whose `sk` begins with `prefix`, in the order of `sk`. */
export async function queryItems(pk: string, prefix: string): Promise<Item[]> {
  const items: Item[] = [];
  let next: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: environment.table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: marshall({ ':pk': pk, ':prefix': prefix }),
        ExclusiveStartKey: next,
      }),
    );
    items.push(...(page.Items ?? []).map((item) => unmarshall(item) as Item));
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
export async function putItem(item: Item, condition: Condition): Promise<boolean> {
  return unlessConditionFails(
    client.send(
      new PutItemCommand({
        TableName: environment.table,
        Item: marshall(item, { removeUndefinedValues: true }),
        ...conditional(condition),
      }),
    ),
  );
}

/** Sets attributes of an item, making it if need be, if the condition holds; returns whether it did. */
export async function setAttributes(
  key: Key,
  attributes: Record<string, unknown>,
  condition: Condition,
): Promise<boolean> {
  const names = Object.keys(attributes);
  const { ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = conditional({
    if: condition.if,
    names: { ...condition.names, ...Object.fromEntries(names.map((name) => [`#${name}`, name])) },
    values: {
      ...condition.values,
      ...Object.fromEntries(names.map((name) => [`:set_${name}`, attributes[name]])),
    },
  });
  return unlessConditionFails(
    client.send(
      new UpdateItemCommand({
        TableName: environment.table,
        Key: marshall(key),
        UpdateExpression: `SET ${names.map((name) => `#${name} = :set_${name}`).join(', ')}`,
        ConditionExpression,
        ExpressionAttributeNames,
        ExpressionAttributeValues,
      }),
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
export async function changeItem<Kept extends { version: number }>(
  key: Key,
  change: (before: Kept | undefined) => Kept | undefined,
): Promise<Kept | undefined> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const [item] = await readItems([key]);
    const before = item as Kept | undefined;
    const after = change(before);
    if (after === undefined || after === before) return after;
    if (await putItem({ ...after, ...key } as Item, unchangedSince(before?.version))) return after;
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
