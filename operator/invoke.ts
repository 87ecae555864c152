import { setTimeout as sleep } from 'node:timers/promises';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { AdminAnswer, AdminCommand, AdminCommands, AdminRequest } from '../shared/admin.ts';
import type { LakeAnswer, LakeRequest } from '../shared/lake.ts';
import type { Deployment } from './deployment.ts';
import { Stop } from './program.ts';

/** Calls a function of the stack and returns its answer. */
async function invoke<Answer>({ aws }: Deployment, name: string, request: object): Promise<Answer> {
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

/** Asks the admin function; what it refuses ends the command with its sentence. */
export async function askAdmin<C extends AdminCommand>(
  there: Deployment,
  command: C,
  request: AdminRequest<C>,
): Promise<AdminCommands[C]['answer']> {
  const name = there.outputs.AdminFunction as string;
  const answer = await invoke<AdminAnswer<C>>(there, name, { ...request, command });
  if ('error' in answer) throw new Stop(answer.error);
  return answer;
}

const patience = 10 * 60_000;

/** Runs jobs in the lake function, waiting while another run holds the lease. */
export async function askLake(there: Deployment, request: LakeRequest): Promise<void> {
  const began = Date.now();
  for (let said = false; ; await sleep(500)) {
    const { status } = await invoke<LakeAnswer>(there, there.outputs.LakeFunction as string, request);
    if (status === 'done') return;
    if (Date.now() > began + patience)
      throw new Stop('Another refresh has been under way for ten minutes; try again later.');
    if (!said && Date.now() > began + 2000) {
      // A line that moves makes place for it.
      console.error(
        `${process.stderr.isTTY ? '\r\x1b[K' : ''}Another refresh is under way; waiting for it …`,
      );
      said = true;
    }
  }
}
