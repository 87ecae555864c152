import { gunzipSync, gzipSync } from 'node:zlib';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, ListTablesCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import {
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const iam = new IAMClient({});
const lambda = new LambdaClient({});
const s3 = new S3Client({});
const store = new DynamoDBClient({});

/** The state of the stack, as CloudFormation has it. */
export async function stackStatus(): Promise<string | undefined> {
  const { Stacks } = await new CloudFormationClient({}).send(
    new DescribeStacksCommand({ StackName: 'assent' }),
  );
  return Stacks?.[0]?.StackStatus;
}

/** What there is in the account besides what bootstrapping made, by kind and name. */
export async function contents(): Promise<Record<string, string[]>> {
  const { TableNames } = await store.send(new ListTablesCommand());
  const { SecretList } = await new SecretsManagerClient({}).send(new ListSecretsCommand());
  const { Buckets } = await s3.send(new ListBucketsCommand());
  const { Roles } = await iam.send(new ListRolesCommand());
  const { Functions } = await lambda.send(new ListFunctionsCommand());
  const all = {
    tables: TableNames,
    secrets: SecretList?.map(({ Name }) => Name),
    buckets: Buckets?.map(({ Name }) => Name),
    roles: Roles?.map(({ RoleName }) => RoleName),
    functions: Functions?.map(({ FunctionName }) => FunctionName),
  };
  const ours = (names: (string | undefined)[] = []) =>
    names.flatMap((name) => (name && !name.startsWith('cdk-') ? [name] : []));
  return Object.fromEntries(Object.entries(all).map(([kind, names]) => [kind, ours(names).sort()]));
}

/** The digest of each function's code, by the name that the stack gives it. */
export async function codes(): Promise<Record<string, string>> {
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand());
  return Object.fromEntries(
    Functions.map(({ Description = '', CodeSha256 = '' }) => [Description.split(': ')[1], CodeSha256]),
  );
}

/** Every object that Firehose wrote, in the order of their names: its name and its bytes. */
export async function landed(): Promise<{ key: string; bytes: Buffer }[]> {
  const [Bucket] = (await contents()).buckets as [string];
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'landing/' }));
  return Promise.all(
    Contents.map(async ({ Key = '' }) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return { key: Key, bytes: Buffer.from((await Body?.transformToByteArray()) ?? []) };
    }),
  );
}

/** The rows of all of them, read as one file of many gzip members: that is what Firehose makes of a full buffer. */
export async function rows(): Promise<Record<string, unknown>[]> {
  const file = Buffer.concat((await landed()).map(({ bytes }) => bytes));
  if (file.length === 0) return [];
  const lines = gunzipSync(file).toString('utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line));
}

/**
 * Answers an export as the lake's function would, whose statements nothing here can run: with one page of no rows, and
 * `whose` they are.
 */
export async function answerExport(export_id: string, whose: object): Promise<void> {
  const { buckets, tables } = await contents();
  for (const [name, text] of Object.entries({ 1: '[]', whose: `${JSON.stringify(whose)}\n` })) {
    const Key = `exports/${export_id}/${name}.json.gz`;
    await s3.send(new PutObjectCommand({ Bucket: buckets?.[0], Key, Body: gzipSync(text) }));
  }
  await store.send(
    new UpdateItemCommand({
      TableName: tables?.[0],
      Key: { pk: { S: `export#${export_id}` }, sk: { S: 'export' } },
      UpdateExpression: 'SET pages = :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    }),
  );
}
