import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { settings } from '#vendor/settings';
import type { Deployment } from '../../operator/deployment.ts';
import { ask, versionReport } from './look.ts';

/** Points of AWS that its documentation leaves open, or that depend on the account: nothing to fail for. */
export const probes: Record<string, (there: Deployment) => Promise<string>> = {
  'a preflight of a browser': async ({ outputs }) => {
    const origin = settings.corsOrigins[0] ?? 'https://app.example.com';
    const { status, headers } = await fetch(`${outputs.ApiUrl}/v1/events`, {
      method: 'OPTIONS',
      headers: {
        origin: origin === '*' ? 'https://app.example.com' : origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,x-installation-secret',
      },
    });
    const allowed = headers.get('access-control-allow-origin') ?? 'none';
    const set = settings.corsOrigins.length > 0 ? settings.corsOrigins.join(' ') : 'none';
    return `answered ${status}, allowed origin ${allowed}; corsOrigins in this checkout: ${set}`;
  },
  'a body of 7 MB, between what Lambda and what the gateway takes': async ({ outputs }) => {
    const { status, headers } = await fetch(`${outputs.ApiUrl}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.alloc(7 * 1024 ** 2, ' '),
    });
    return `answered ${status} as ${headers.get('content-type')}`;
  },
  'a question mark in a comment, beside a parameter': async (there) => {
    await ask(there, "SELECT 1 AS found -- really?\nWHERE 'one' = ?", ['one']);
    return 'Athena does not count it as a parameter';
  },
  'EXECUTE of a prepared statement': async (there) => {
    const { name, parameters } = versionReport();
    await ask(there, `EXECUTE ${name.replaceAll('-', '_')} USING ${parameters.join(', ')}`, []);
    return `${name} runs`;
  },
  'how many functions the account may run at once': async ({ aws }) => {
    const { AccountLimit } = await new LambdaClient(aws).send(new GetAccountSettingsCommand());
    return `${AccountLimit?.ConcurrentExecutions}, of them ${AccountLimit?.UnreservedConcurrentExecutions} free for this stack`;
  },
  'who hears of alarms': alarms,
};

async function alarms({ aws, outputs }: Deployment): Promise<string> {
  const { Subscriptions = [] } = await new SNSClient(aws).send(
    new ListSubscriptionsByTopicCommand({ TopicArn: outputs.AlarmTopic }),
  );
  const all = Subscriptions.length;
  const confirmed = Subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn?.startsWith('arn:')).length;
  if (all === 0) return 'nobody, until alarmEmail is set in shared/settings.ts';
  return confirmed === all
    ? `${all}, all confirmed`
    : `${confirmed} of ${all}: the others did not confirm yet, look for AWS's e-mail`;
}
