import { NewerData } from './format.ts';

/** What went wrong at the start, for people. */
export function sentence(fault: Error & { code?: string }, port: number, data: string): string {
  if (fault.code === 'EADDRINUSE')
    return `Port ${port} is taken: stop what listens there, or start with --port N.`;
  if (/set lock on file/.test(fault.message))
    return `The data in ${data} are in use by another run: stop it, or start with --data DIR.`;
  if (fault instanceof NewerData)
    return `A newer version of Assent wrote the data in ${data} (${fault.message}): update, or start with --data DIR.`;
  if (fault.code === 'ENOSPC' || /no space left/i.test(fault.message))
    return `The disk of ${data} is full: make room there and start again, or start with --data DIR.`;
  return `The data in ${data} can't be opened (${fault.message.split('\n')[0]}): move the folder away, or start with --data DIR.`;
}
