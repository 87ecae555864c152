import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Deployment } from './deployment.ts';
import { Stop } from './program.ts';

/** Calls a function of the stack and returns its answer. */
export async function invoke<Answer>({ aws }: Deployment, name: string, request: object): Promise<Answer> {
  // The refresh may take as long as a function may run.
  const client = new LambdaClient({
    ...aws,
    maxAttempts: 1,
    requestHandler: { requestTimeout: 16 * 60_000 },
  });
  const answer = await client.send(
    new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(request) }),
  );
  const json = JSON.parse(Buffer.from(answer.Payload ?? []).toString() || 'null');
  if (answer.FunctionError)
    throw new Stop(`The stack could not do it (${json?.errorType}); see the log of ${name}.`);
  return json;
}
