import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as Lambda,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Settings } from '../shared/settings.ts';
import { bundle } from './bundle.ts';

/**
 * `quiet`: without Lambda's own three lines a call, which its metrics tell as well. `failed`: where a call comes to lie
 * that nobody waits for, once it has failed for good.
 */
type Props = {
  environment?: Record<string, string>;
  timeout?: Duration;
  memory?: number;
  quiet?: true;
  failed?: Queue;
};

/** A function of ours by its folder's name, with a role of its own that may do nothing yet but write its log. */
export function ourFunction(
  scope: Construct,
  settings: Settings,
  name: string,
  { environment, timeout, memory, quiet, failed }: Props = {},
): Lambda {
  const id = name[0]?.toUpperCase() + name.slice(1);
  const logGroup = new LogGroup(scope, `${id}Log`, {
    retention: settings.logDays as RetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  return new Lambda(scope, id, {
    description: `${settings.name}: ${name}`,
    code: Code.fromAsset(bundle(name, settings.countryTable)),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: memory ?? 512,
    timeout: timeout ?? Duration.seconds(20),
    environment,
    role,
    logGroup,
    deadLetterQueue: failed,
    ...(quiet && { loggingFormat: LoggingFormat.JSON, systemLogLevelV2: SystemLogLevel.WARN }),
  });
}

/** Lets a function do these actions on these resources, and nothing else. */
export function allow(to: Lambda, actions: string[], resources: string[]): void {
  to.addToRolePolicy(new PolicyStatement({ actions, resources }));
}
