import { Aws } from 'aws-cdk-lib';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { columns } from '../shared/columns.ts';
import { importColumns } from '../shared/entitlements.ts';
import {
  database,
  hourFormat,
  importsPrefix,
  landingPrefix,
  requestColumns,
  requestsPrefix,
} from '../shared/lake.ts';
import type { Settings } from '../shared/settings.ts';
import { whenDestroyed } from './store.ts';

/**
 * The database, and the tables over what lies in the bucket as JSON. The Iceberg tables are the functions' own:
 * CloudFormation would forget what they are.
 */
export function tables(scope: Construct, bucket: Bucket, settings: Settings): void {
  const usage = new CfnDatabase(scope, 'UsageDatabase', {
    catalogId: Aws.ACCOUNT_ID,
    databaseInput: { name: database, description: 'Product usage, as consented to' },
  });
  usage.applyRemovalPolicy(whenDestroyed(settings.tryOut));
  for (const table of [landing(scope, bucket, settings), imports(scope, bucket), requests(scope, bucket)])
    table.addResourceDependency(usage);
}

function landing(scope: Construct, bucket: Bucket, { landingDays }: Settings): CfnTable {
  const location = `s3://${bucket.bucketName}/${landingPrefix}`;
  return json(scope, 'Landing', location, {
    name: 'landing',
    description: 'Events as accepted, by hour of arrival',
    columns: columns.map(({ name, landing: type }) => ({ name, type })),
    partitionKeys: [{ name: 'hour', type: 'string' }],
    parameters: {
      'projection.enabled': 'true',
      'projection.hour.type': 'date',
      'projection.hour.format': hourFormat,
      'projection.hour.interval': '1',
      'projection.hour.interval.unit': 'HOURS',
      // An hour more than is kept, so no object falls outside the projected range.
      'projection.hour.range': `NOW-${landingDays * 24 + 25}HOURS,NOW`,
      'storage.location.template': `${location}hour=\${hour}/`,
    },
  });
}

/** Where an import lays its rows, so that the statement that takes them names none of them. */
function imports(scope: Construct, bucket: Bucket): CfnTable {
  return json(scope, 'EntitlementsImport', `s3://${bucket.bucketName}/${importsPrefix}`, {
    name: 'entitlements_import',
    description: 'Entitlements on their way into the table, for a day',
    columns: Object.entries(importColumns).map(([name, type]) => ({ name, type })),
  });
}

/** Whose rows are asked for, by an export or on a written request, so that the statement that finds them names nobody. */
function requests(scope: Construct, bucket: Bucket): CfnTable {
  return json(scope, 'Requests', `s3://${bucket.bucketName}/${requestsPrefix}`, {
    name: 'requests',
    description: 'Whose rows are asked for, until they are found',
    columns: Object.entries(requestColumns).map(([name, type]) => ({ name, type })),
  });
}

type Json = {
  name: string;
  description: string;
  columns: CfnTable.ColumnProperty[];
  partitionKeys?: CfnTable.ColumnProperty[];
  parameters?: Record<string, string>;
};

/** A table over gzipped JSON, a row a line; a line that can't be read is a row of nulls. */
function json(
  scope: Construct,
  id: string,
  location: string,
  { columns, parameters, ...table }: Json,
): CfnTable {
  return new CfnTable(scope, id, {
    catalogId: Aws.ACCOUNT_ID,
    databaseName: database,
    tableInput: {
      ...table,
      tableType: 'EXTERNAL_TABLE',
      parameters: { classification: 'json', ...parameters },
      storageDescriptor: {
        location,
        columns,
        inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
        outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
        serdeInfo: {
          serializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
          // The reader would otherwise lower-case the names inside `properties`.
          parameters: { 'ignore.malformed.json': 'true', 'case.insensitive': 'false' },
        },
      },
    },
  });
}
