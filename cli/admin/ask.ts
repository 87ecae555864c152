import type { AdminCommand, AdminCommands, AdminRequest } from '../../shared/admin.ts';

/** Asks the stack, and prints its answer: `say` puts it for people. */
export type Ask = <C extends AdminCommand>(
  command: C,
  request: AdminRequest<C>,
  say: (answer: AdminCommands[C]['answer']) => string,
) => Promise<void>;
