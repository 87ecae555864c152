import type { Command } from 'commander';
import type { AdminAnswer, AdminRequest, Product } from '../shared/admin.ts';
import { deployment, type Where } from './deployment.ts';
import { invoke } from './invoke.ts';
import { main, program, Stop } from './program.ts';

const admin = program('admin', 'Products and their keys.').option('--json', 'print one JSON object');

async function ask<Answer extends AdminAnswer>(
  request: AdminRequest,
): Promise<Exclude<Answer, { error: string }>> {
  const there = await deployment(admin.opts<Where>());
  const answer = await invoke<AdminAnswer>(there, there.outputs.AdminFunction as string, request);
  if ('error' in answer) throw new Stop(answer.error);
  return answer as Exclude<Answer, { error: string }>;
}

/** Prints an answer for people, or with --json as one object. */
function print(answer: object, text: string): void {
  console.log(admin.opts().json ? JSON.stringify(answer) : text);
}

const product: Command = admin.command('product').description('Products that send events.');
product
  .command('add <name>')
  .description('make a product and print its write key, once')
  .action(async (name: string) => {
    const answer = await ask<{ product: string; write_key: string }>({
      command: 'product add',
      product: name,
    });
    print(answer, `Product ${answer.product}. Its write key, shown this once:\n${answer.write_key}`);
  });
product
  .command('list')
  .description('list the products')
  .action(async () => {
    const answer = await ask<{ products: Product[] }>({ command: 'product list' });
    const lines = answer.products.map(({ product: name, added_at }) => `${name}\t${added_at}`);
    print(answer, lines.join('\n') || 'No product yet: add one with "npm run admin -- product add NAME".');
  });

await main(admin);
