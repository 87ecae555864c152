import type { AdminAnswer, AdminCommand, AdminRequest } from '../../shared/admin.ts';
import { unquoted } from '../platform/fault.ts';
import { addKey, revokeKey } from './key.ts';
import { listKeys, listOrganizations, listProducts } from './lists.ts';
import { addOrganization } from './organization.ts';
import { addProduct } from './product.ts';

const commands: { [C in AdminCommand]: (request: AdminRequest<C>) => Promise<AdminAnswer<C>> } = {
  'product add': addProduct,
  // Rarely called, as what follows that loads by itself.
  'product remove': async (request) => (await import('./remove-product.ts')).removeProduct(request),
  'product list': listProducts,
  'key add': addKey,
  'key revoke': revokeKey,
  'key list': listKeys,
  'key rotate-proof': async () => (await import('./rotate-proof.ts')).rotateProof(),
  'organization add': addOrganization,
  'organization list': listOrganizations,
  'organization statement': async (request) => (await import('./statement.ts')).readStatement(request),
  withdraw: async (request) => (await requests()).withdraw(request),
  erase: async (request) => (await requests()).eraseFor(request),
  export: async (request) => (await requests()).exportFor(request),
  'export read': async (request) => (await requests()).readExport(request),
  // Loads more than all others together, and is called rarely.
  'entitlements import': async (request) => (await import('./entitlements.ts')).importEntitlements(request),
};

/** Loads with the first, since these are rare too. */
const requests = () => import('./requests.ts');

/** The vendor's people call this through the command line: one permission for them, and no command knows a table. */
export async function handler(request: { command: AdminCommand }): Promise<object> {
  const command = commands[request?.command] as ((request: object) => Promise<object>) | undefined;
  if (!command) return { error: 'This command is not known here: deploy the stack again to update it.' };
  return command(request).catch((fault: Error) => {
    throw unquoted(fault);
  });
}
