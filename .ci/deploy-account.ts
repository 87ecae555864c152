import { gunzipSync } from 'node:zlib';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  LambdaClient,
  ListFunctionsCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { GetObjectCommand, ListBucketsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const iam = new IAMClient({});
const lambda = new LambdaClient({});
const s3 = new S3Client({});

/** The state of the stack, as CloudFormation has it. */
export async function stackStatus(): Promise<string | undefined> {
  const { Stacks } = await new CloudFormationClient({}).send(
    new DescribeStacksCommand({ StackName: 'assent' }),
  );
  return Stacks?.[0]?.StackStatus;
}

/** What there is in the account besides what bootstrapping made, by kind and name. */
export async function contents(): Promise<Record<string, string[]>> {
  const { TableNames } = await new DynamoDBClient({}).send(new ListTablesCommand());
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
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
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

/** One action on one resource that a role may do. */
export type Permission = { action: string; resource: string };

/** What a function of the stack may do, and a way to let it do only some of that. */
export async function permissionsOf(name: string) {
  const { Roles = [] } = await iam.send(new ListRolesCommand());
  const { RoleName } = Roles.find((role) => role.RoleName?.startsWith(`assent-${name}Role`)) ?? {};
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const [PolicyName] = PolicyNames;
  const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
  const document = JSON.parse(decodeURIComponent(PolicyDocument)) as {
    Statement: { Action: string | string[]; Resource: string | string[] }[];
  };
  const all: Permission[] = document.Statement.flatMap(({ Action, Resource }) =>
    [Action].flat().flatMap((action) => [Resource].flat().map((resource) => ({ action, resource }))),
  );
  const allowOnly = async (some: readonly Permission[]) => {
    const Statement = some.map(({ action, resource }) => ({
      Effect: 'Allow',
      Action: action,
      Resource: resource,
    }));
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
  };
  return { all, allowOnly };
}

/** Starts a function anew, so that it remembers nothing of what it read. */
export async function forget(name: string): Promise<void> {
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand());
  const { FunctionName, Timeout } =
    Functions.find(({ Description }) => Description?.endsWith(`: ${name}`)) ?? {};
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout }));
}
