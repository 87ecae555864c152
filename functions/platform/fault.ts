import { QueryFailed } from './athena.ts';

/** A fault without its message, which may quote what is stored or was sent: Lambda logs whatever is thrown. */
export function unquoted(fault: Error): Error {
  const message = fault instanceof QueryFailed ? `Athena has the reason, for query ${fault.query}.` : '';
  const stack = fault.stack?.replace(fault.message, message);
  return Object.assign(new Error(message), { name: fault.name, stack });
}
