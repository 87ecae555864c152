import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Athena } from './athena.ts';
import { dynamodb } from './dynamodb.ts';
import { endpoint, type Fault } from './endpoint.ts';
import { Firehose } from './firehose.ts';
import { noteFormat } from './format.ts';
import { gateway } from './gateway.ts';
import { guard } from './guard.ts';
import { Functions } from './lambda.ts';
import { Queue } from './queue.ts';
import { reportsPage } from './reports.ts';
import { S3 } from './s3.ts';
import { schedules } from './schedules.ts';
import { Secrets } from './secrets.ts';
import { region, Template } from './template.ts';
import { writeWhole } from './whole.ts';

export type Options = {
  stack: string;
  data: string;
  port: number;
  fault?: (call: string) => Fault | undefined;
  /** Whether the template's schedules run: a test may want to say itself when. */
  schedules?: boolean;
};
export type Run = {
  url: string;
  template: Template;
  functions: Functions;
  /** Where the functions reach DynamoDB, unless a test wants to make its calls fail. */
  dynamodb: string;
  /** Delivers what Firehose still holds. */
  deliver: () => void;
  stop: () => Promise<void>;
};

const listening = (server: Server, port: number) =>
  new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
const closed = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });

/**
 * Runs a synthesized stack (the folder `stack`) against local endpoints, with all that is stored or logged in `data`.
 * The schedules of the template run shortly after something new has landed, instead of by the clock.
 */
export async function run({ stack, data, port, fault, schedules: scheduled = true }: Options): Promise<Run> {
  // What people consented to is nobody else's on this machine.
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const template = new Template(stack);
  const token = randomBytes(24).toString('hex');
  const athena = await Athena.open(template, data);
  noteFormat(data);
  const store = await dynamodb(join(data, 'dynamodb'), token);
  const secrets = new Secrets(template, data);
  const failed = new Queue(data);
  let landed = () => {};
  const firehose = new Firehose(template, data, () => landed());
  const endpoints = endpoint({
    services: {
      Firehose: (operation, input) => firehose.call(operation, input),
      AmazonAthena: (operation, input) => athena.call(operation, input),
      AmazonSQS: (operation, input) => failed.call(operation, input),
      secretsmanager: (operation, input) => secrets.call(operation, input),
    },
    forward: { DynamoDB: store.url },
    s3: new S3(data, () => landed()),
    invoke: (name, event) => {
      // A command's function finds whatever was answered before it.
      firehose.deliver();
      return functions.has(name) ? functions.invoke(name, event) : undefined;
    },
    fault,
  });
  guard(endpoints, token);
  const awsUrl = `http://127.0.0.1:${await listening(endpoints, 0)}`;
  await Promise.race([createTables(template, store.url, token), store.ended]);
  store.keep();

  const environment: Record<string, string> = localAws(awsUrl, fault ? awsUrl : store.url, token);
  const functions = new Functions(template, environment, join(data, 'logs'));
  const api = gateway(template, functions, reportsPage(data));
  const url = `http://127.0.0.1:${await listening(api, port)}`;
  environment.API_URL = url;
  const clock = schedules(template, functions, (input) => failed.put(input));
  if (scheduled) landed = clock.landed;
  landed();

  // How a command finds this run: what a stack's outputs tell of a deployed one.
  const file = join(data, 'run.json');
  const found = { url, aws: awsUrl, token, outputs: { ...template.outputs, ApiUrl: url } };
  writeWhole(file, JSON.stringify(found, null, 2), 0o600);
  return {
    url,
    template,
    functions,
    dynamodb: store.url,
    deliver: () => firehose.deliver(),
    stop: async () => {
      rmSync(file, { force: true });
      await closed(api);
      firehose.deliver();
      await clock.stop();
      await functions.kill();
      await closed(endpoints);
      await store.stop();
      await athena.close();
    },
  };
}

/** The environment by which every AWS SDK finds these endpoints. */
const localAws = (url: string, dynamodbUrl: string, token: string) => ({
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: token,
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL: url,
  // Straight to it, unless a test wants to make its calls fail.
  AWS_ENDPOINT_URL_DYNAMODB: dynamodbUrl,
});

async function createTables(template: Template, url: string, token: string): Promise<void> {
  const client = new DynamoDBClient({
    endpoint: url,
    region,
    credentials: { accessKeyId: token, secretAccessKey: 'local' },
  });
  for (const { id, properties } of template.ofType('AWS::DynamoDB::Table')) {
    const { KeySchema, AttributeDefinitions, BillingMode } = properties;
    const there = await client.send(new DescribeTableCommand({ TableName: id })).catch(() => undefined);
    if (there) continue;
    await client.send(
      new CreateTableCommand({ TableName: id, KeySchema, AttributeDefinitions, BillingMode }),
    );
  }
  client.destroy();
}
