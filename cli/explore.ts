import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { Kept } from '../explore/kept.ts';
import { explorer } from '../explore/serve.ts';
import { deployment, type Where } from '../operator/deployment.ts';
import { main, program } from '../operator/program.ts';
import { queryTarget } from '../reports/run.ts';

type Options = Where & { port: number; clear?: true };

const port = (text: string): number => {
  if (!/^\d+$/.test(text) || Number(text) > 65535)
    throw new InvalidArgumentError('It is a number up to 65535.');
  return Number(text);
};

/** Answers of a stack lie here until they are too old: per user, since they tell of customers. */
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'assent');

async function explore({ port, clear, ...where }: Options): Promise<void> {
  const there = await deployment(where);
  const kept = new Kept(cache);
  if (clear) kept.clear();
  const serve = explorer({ target: queryTarget(there), stack: where.stack, kept }, '');
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  server.once('error', (fault: NodeJS.ErrnoException) => {
    console.error(
      fault.code === 'EADDRINUSE' ? `Port ${port} is taken: choose another with --port N.` : fault.message,
    );
    process.exit(1);
  });
  server.listen(port, '127.0.0.1', () => {
    console.log(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    console.error('Open it in a browser on this machine. Ctrl-C ends it.');
  });
}

await main(
  program('explore', 'Serves the reports as a page to look at, for this machine only.')
    .option('--port <n>', 'where it listens', port, 8788)
    .option('--clear', 'forget the answers that were kept from a stack')
    .addHelpText(
      'after',
      `
Examples:
  npm run explore                      the local run's reports
  npm run explore -- --stack assent    a stack's, with your AWS credentials and what each question costs

With a stack an answer is kept on this machine until the next full hour, when the tables may have changed; the same
question is not paid for twice. A filter is part of the address, so a view can be sent to a colleague as a link.`,
    )
    .action(explore),
);
