import { createHook } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { Assent } from '../../sdk/src/node.ts';

/**
 * A program with the SDK, run as a child by the tests: its argument is JSON of `options` for the SDK and of what to
 * `do`. Prints a line a thing that a watch saw: `socket`, `lookup`. Then `done`.
 */
const { options, steps } = JSON.parse(process.argv[2] as string) as {
  options: ConstructorParameters<typeof Assent>[0];
  steps: string[];
};
const say = (line: string) => process.stdout.write(`${line}\n`);

// Node itself tells of every socket, handle and look-up it makes, whoever asked for it.
createHook({
  init(_, type) {
    if (/TCP|TLS|GETADDRINFO|QUERYWRAP|UDP|HTTPCLIENT/.test(type)) process.stdout.write(`${type}\n`);
  },
}).enable();
subscribe('net.client.socket', () => say('socket'));

const telemetry = new Assent(options);
for (const step of steps) {
  if (step === 'grant') telemetry.consent.grant(['usage', 'environment']);
  if (step === 'refuse') telemetry.consent.refuse();
  if (step.startsWith('use ')) telemetry.featureUsed(step.slice(4));
  if (step.startsWith('clock ')) (globalThis as unknown as { clock: number }).clock = Number(step.slice(6));
  if (step === 'track') for (let n = 0; n < 250; n++) telemetry.featureUsed('export_pdf');
  if (step === 'flush') await telemetry.flush({ timeout_ms: 1000 });
  if (step === 'context') say(JSON.stringify((telemetry.preview()[0] as { context: object }).context));
  if (step === 'send') say(`sent ${await telemetry.flush({ timeout_ms: 20_000 })} ${telemetry.dropped}`);
  if (step === 'live') await new Promise((done) => setTimeout(done, 2500));
  if (step === 'throw') throw new Error('the program itself failed');
  if (step === 'exit') process.exit(0);
}
say('done');
