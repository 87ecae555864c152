import type { AdminAnswer, AdminRequest } from '../../shared/admin.ts';
import { addProduct, listProducts } from './product.ts';

type Command = (request: AdminRequest) => Promise<AdminAnswer>;
const commands: Record<AdminRequest['command'], Command> = {
  'product add': addProduct,
  'product list': listProducts,
};

/** The vendor's people call this through the command line: one permission for them, and no command knows a table. */
export const handler: Command = async (request) => {
  const command = commands[request?.command];
  return command
    ? command(request)
    : { error: 'This command is not known here: deploy the stack again to update it.' };
};
