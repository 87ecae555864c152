import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { Stop } from './program.ts';

/** Where a command works: the outputs of a stack, and how AWS clients reach its account. */
export type Deployment = { outputs: Record<string, string>; aws: ClientSettings };
type ClientSettings = {
  endpoint?: string;
  region?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
};
export type Where = { stack?: string; data: string };

/** The deployed stack that `--stack` names, by its outputs; else the local run whose data lie in `--data`. */
export async function deployment({ stack, data }: Where): Promise<Deployment> {
  if (stack) return { outputs: await outputsOf(stack), aws: {} };
  const file = join(data, 'run.json');
  if (!existsSync(file)) throw new Stop(noRun(data));
  const { aws, token, outputs } = JSON.parse(readFileSync(file, 'utf8'));
  // Whoever can read that file may call: a local run serves nobody else on the machine.
  const credentials = { accessKeyId: token, secretAccessKey: 'local' };
  return { outputs, aws: { endpoint: aws, region: 'us-east-1', credentials } };
}

async function outputsOf(stack: string): Promise<Record<string, string>> {
  const client = new CloudFormationClient({});
  const { Stacks } = await client
    .send(new DescribeStacksCommand({ StackName: stack }))
    .catch((fault: Error) => {
      throw new Stop(
        `The stack ${stack} can't be read (${fault.message}); check --stack, your AWS credentials and region.`,
      );
    });
  const outputs = Stacks?.[0]?.Outputs ?? [];
  return Object.fromEntries(outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
}

/** The sentence for someone who has started nothing yet. */
const noRun = (data: string) =>
  `No local run with its data in ${data}: start one with "npm start", or name a deployed stack with --stack.`;
