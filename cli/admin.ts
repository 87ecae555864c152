import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { deployment, type Where } from '../operator/deployment.ts';
import { askAdmin } from '../operator/invoke.ts';
import { main, program, Stop } from '../operator/program.ts';
import type { AdminCommand, AdminCommands, AdminRequest } from '../shared/admin.ts';
import { csvColumns, importLimit } from '../shared/entitlements.ts';
import { addRequests } from './admin/requests.ts';

/** What a call of a function carries, less its other fields. */
const callLimit = 6 * 1024 * 1024 - 1024;

const admin = program('admin', 'Products, their keys, and customers.').option(
  '--json',
  'print one JSON object',
);

/** Asks the stack, and prints its answer: `say` puts it for people, --json prints it as it is. */
async function ask<C extends AdminCommand>(
  command: C,
  request: AdminRequest<C>,
  say: (answer: AdminCommands[C]['answer']) => string,
): Promise<void> {
  const answer = await askAdmin(await deployment(admin.opts<Where>()), command, request);
  console.log(admin.opts().json ? JSON.stringify(answer) : say(answer));
}

const product = admin.command('product').description('Products that send events.');
product
  .command('add <name>')
  .description('make a product and print its write key, once')
  .action((name: string) =>
    ask(
      'product add',
      { product: name },
      (made) => `Product ${made.product}. ${shown('write key', made.write_key)}`,
    ),
  );
product
  .command('list')
  .description('list the products')
  .action(() =>
    ask('product list', {}, ({ products }) => {
      const lines = products.map(({ product: name, added_at }) => `${name}\t${added_at}`);
      return lines.join('\n') || 'No product yet: add one with "npm run admin -- product add NAME".';
    }),
  );

const key = admin.command('key').description('Write keys: what a product ships to send with.');
key
  .command('add')
  .description('give a product another write key, printed once')
  .requiredOption('--product <name>', 'the product')
  .option('--test', 'reports leave out what this key sends')
  .action(({ product: name, test = false }: { product: string; test?: boolean }) =>
    ask('key add', { product: name, test }, (made) =>
      shown(`${test ? 'test ' : ''}write key`, made.write_key),
    ),
  );
key
  .command('revoke <key>')
  .description('take a write key back: refused within ten seconds')
  .action((write_key: string) =>
    ask('key revoke', { write_key }, (done) => `Revoked a write key of ${done.product}.`),
  );

const organization = admin.command('organization').description('Customers whose administrators may decide.');
organization
  .command('add <id>')
  .description("print the token for a customer's administrator, once")
  .option('--renew', 'replace a token that was lost')
  .action((organization_id: string, { renew = false }: { renew?: boolean }) =>
    ask('organization add', { organization_id, renew }, (made) => {
      const token = shown(`token for the administrator of ${made.organization_id}`, made.token);
      if (made.organization_id === organization_id.trim().toLowerCase()) return token;
      const one = 'Names that differ only in signs are one organization.';
      return `"${organization_id.replace(/\p{C}/gu, '')}" is kept as ${made.organization_id}. ${one}\n${token}`;
    }),
  );

const entitlements = admin.command('entitlements').description('What customers were sold.');
entitlements
  .command('import <file>')
  .description(`replace a product's entitlements by a CSV file: ${csvColumns.join(', ')}`)
  .requiredOption('--product <name>', 'the product')
  .option('--date-format <format>', 'how its dates are written, such as DD.MM.YYYY (default: YYYY-MM-DD)')
  .action((file: string, { product: name, dateFormat }: { product: string; dateFormat?: string }) => {
    const request = { product: name, csv: packed(file), date_format: dateFormat };
    return ask('entitlements import', request, ({ notes = [], ...done }) => {
      const sold = counted(done.entitlements, 'entitlement');
      const of = counted(done.organizations, 'organization');
      return [`${done.product} now has ${sold}, of ${of}.`, ...notes].join('\n');
    });
  });

const counted = (count: number, what: string) =>
  `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`;

/** A file on its way to the function. */
function packed(file: string): string {
  const bytes = read(file);
  const csv = gzipSync(bytes).toString('base64');
  if (bytes.length > importLimit || csv.length > callLimit) {
    throw new Stop(`${file} is too large: an import takes 32 MiB, and 4 MiB once gzipped.`);
  }
  return csv;
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (fault) {
    throw new Stop(`${file} can't be read (${(fault as NodeJS.ErrnoException).code}).`);
  }
}

const shown = (what: string, credential: string) => `The ${what}, shown this once:\n${credential}`;

addRequests(admin, ask);
await main(admin);
