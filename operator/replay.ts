import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { LakeRequest } from '../shared/lake.ts';
import type { Deployment } from './deployment.ts';
import { askLake } from './invoke.ts';

/** Longer than a run takes, in seconds: a message that is not deleted then is there again. */
const hidden = 30 * 60;

/** Runs the scheduled runs that failed for good once more, oldest first; returns how many. A run that fails again stays. */
export async function replay(there: Deployment): Promise<number> {
  const client = new SQSClient(there.aws);
  const QueueUrl = there.outputs.FailedRunsQueue;
  for (let count = 0; ; count++) {
    const { Messages: [message] = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: hidden, WaitTimeSeconds: 5 }),
    );
    if (!message) return count;
    const { jobs } = JSON.parse(message.Body ?? '') as LakeRequest;
    await askLake(there, { jobs });
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
  }
}
