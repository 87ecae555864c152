import { Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { database, landingPrefix, reportTables, resultsPrefix, tablesPrefix } from '../shared/lake.ts';
import { acknowledge, objectsBelow } from './bucket.ts';

type Parts = {
  bucket: Bucket;
  workgroup: string;
  admin: Lambda;
  lake: Lambda;
  failed: Queue;
  topic: Topic;
};

/**
 * What the vendor's people need, as policies to attach: an analyst asks reports and SQL; `landing` adds what the report
 * `ingest-quality` reads; an operator runs `admin`, `refresh` and `verify`, and needs the other two for the last, which
 * lays one object below `landing`, and takes it away.
 */
export function policies(scope: Construct, { bucket, workgroup, admin, lake, failed, topic }: Parts) {
  const arn = (service: string, resource: string, resourceName?: string) =>
    Stack.of(scope).formatArn({ service, resource, resourceName });
  const allow = (actions: string[], resources: string[], conditions?: PolicyStatement['conditions']) =>
    new PolicyStatement({ actions, resources, conditions });
  const below = (...prefixes: string[]) => prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`));
  const catalog = (tables: readonly string[]) => [
    arn('glue', 'catalog'),
    arn('glue', 'database', database),
    arn('glue', 'database', 'default'),
    ...tables.map((table) => arn('glue', 'table', `${database}/${table}`)),
  ];
  const read = [
    'glue:GetDatabase',
    'glue:GetDatabases',
    'glue:GetTable',
    'glue:GetTables',
    'glue:GetPartitions',
  ];
  const stack = allow(
    ['cloudformation:DescribeStacks'],
    [arn('cloudformation', 'stack', `${Stack.of(scope).stackName}/*`)],
  );
  // The end of its ARN is an ID that CloudFormation makes.
  const ofStack = `arn:<AWS::Partition>:cloudformation:<AWS::Region>:<AWS::AccountId>:stack/${Stack.of(scope).stackName}/*`;
  const verifiedObjects = `${landingPrefix}hour=*/assent-verify-*`;
  const results = `${resultsPrefix}reports/`;
  const reported = reportTables.map((table) => `${tablesPrefix}${table}/`);

  const policy = (id: string, description: string, prefixes: string[], statements: PolicyStatement[]) => {
    const made = new ManagedPolicy(scope, id, { description, statements });
    acknowledge(made, ofStack, ...prefixes.map((prefix) => objectsBelow(bucket, prefix)));
    return made.managedPolicyArn;
  };
  return {
    AnalystPolicy: policy(
      'ForAnalysts',
      'Assent: asks reports and SQL over the tables',
      [...reported, results],
      [
        allow(
          [
            'athena:StartQueryExecution',
            'athena:StopQueryExecution',
            'athena:GetQueryExecution',
            'athena:GetQueryResults',
            'athena:GetWorkGroup',
            'athena:GetPreparedStatement',
            'athena:ListPreparedStatements',
            'athena:GetNamedQuery',
            'athena:BatchGetNamedQuery',
            'athena:ListNamedQueries',
          ],
          [arn('athena', 'workgroup', workgroup)],
        ),
        allow(read, catalog(reportTables)),
        allow(['s3:GetBucketLocation', 's3:ListBucket'], [bucket.bucketArn]),
        allow(['s3:GetObject'], below(...reported, results)),
        allow(['s3:PutObject', 's3:AbortMultipartUpload'], below(results)),
        stack,
      ],
    ),
    LandingPolicy: policy(
      'ForLanding',
      'Assent: beside AnalystPolicy, reads what arrived lately',
      [landingPrefix],
      [allow(read, catalog(['landing'])), allow(['s3:GetObject'], below(landingPrefix))],
    ),
    OperatorPolicy: policy(
      'ForOperators',
      'Assent: products, customers, refreshes',
      [verifiedObjects.slice(0, -1)],
      [
        allow(['s3:PutObject', 's3:DeleteObject'], [bucket.arnForObjects(verifiedObjects)]),
        // A table's files, should Athena ask the catalog by this name.
        allow(['glue:GetTable'], catalog(['events$files'])),
        allow(['lambda:InvokeFunction'], [admin.functionArn, lake.functionArn]),
        allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage'], [failed.queueArn]),
        allow(['sns:ListSubscriptionsByTopic'], [topic.topicArn]),
        stack,
      ],
    ),
  };
}
