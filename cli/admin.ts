import { deployment, type Where } from '../operator/deployment.ts';
import { askAdmin } from '../operator/invoke.ts';
import { output, plainJson } from '../operator/output.ts';
import { main, program } from '../operator/program.ts';
import type { AdminCommand, AdminCommands, AdminRequest } from '../shared/admin.ts';
import { addEntitlements } from './admin/entitlements.ts';
import { addRequests } from './admin/requests.ts';

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
  output(admin.opts().json ? plainJson(answer) : say(answer));
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
  .command('remove <name>')
  .description('take a product away of which nothing but decisions on consent is stored')
  .action((name: string) =>
    ask(
      'product remove',
      { product: name },
      (done) => `Removed the product ${done.product} and its write keys.`,
    ),
  );
product
  .command('list')
  .description('list the products')
  .action(() =>
    ask('product list', {}, ({ products }) =>
      lines(
        products.map(({ product: name, added_at }) => [name, added_at]),
        'No product yet: add one with "npm run admin -- product add NAME".',
      ),
    ),
  );

const key = admin
  .command('key')
  .description('Write keys, which a product ships to send with, and the key of proofs.');
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

key
  .command('rotate-proof')
  .description('give proofs a new signing key; the old ones go on verifying')
  .action(() =>
    ask(
      'key rotate-proof',
      {},
      ({ kid, keys }) => `Proofs are signed by ${kid} from now on. GET /v1/keys shows ${keys} keys.`,
    ),
  );

key
  .command('list')
  .description('list the write keys, each by the beginning of its SHA-256 digest')
  .option('--product <name>', 'of this product only')
  .action((request: { product?: string }) =>
    ask('key list', request, ({ keys }) =>
      lines(
        keys.map((each) => [each.product, each.key_digest, each.test ? 'test' : 'live', each.added_at]),
        'No write key: add one with "npm run admin -- key add --product NAME".',
      ),
    ),
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
organization
  .command('list')
  .description('list the organizations that have a token, and what they allow')
  .action(() =>
    ask('organization list', {}, ({ organizations }) =>
      lines(
        organizations.map(({ organization_id, added_at, allowed_purposes }) => [
          organization_id,
          allowed_purposes ? `allows ${allowed_purposes.join(', ') || 'nothing'}` : 'limits nothing',
          added_at,
        ]),
        'No organization yet: add one with "npm run admin -- organization add ID".',
      ),
    ),
  );

organization
  .command('statement <id>')
  .description("print what an organization's administrator reads of it: the statement, made daily")
  .action((organization_id: string) =>
    ask('organization statement', { organization_id }, (statement) => plainJson(statement, 2) ?? ''),
  );

/** A list for people, or a sentence where there is nothing to list. */
const lines = (rows: string[][], none: string) => rows.map((row) => row.join('\t')).join('\n') || none;

const shown = (what: string, credential: string) => `The ${what}, shown this once:\n${credential}`;

addEntitlements(admin, ask);
addRequests(admin, ask);
await main(admin);
