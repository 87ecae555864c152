import { Command, CommanderError } from 'commander';
import { forTerminal } from '../shared/forms/text.ts';
import { Refused } from '../shared/refused.ts';

/** Ends a command with one sentence that says what to do; exit code 1. */
export class Stop extends Error {}

/** A command of ours, with the options that all of them share. */
export const program = (name: string, description: string): Command =>
  new Command(`npm run ${name} --`)
    .description(description)
    // What every command takes is said of each of its parts too.
    .configureHelp({ showGlobalOptions: true })
    .option('--stack <name>', 'address this deployed stack, with your AWS credentials')
    .option('--data <dir>', 'address the local run with its data here', '.data');

/** Runs a command line: exit code 2 when it was called wrongly, 1 when it failed, with one sentence on stderr. */
export async function main(command: Command): Promise<void> {
  for (const each of [command, ...command.commands.flatMap((sub) => [sub, ...sub.commands])]) {
    each.exitOverride().showHelpAfterError('Add --help to see what there is.');
  }
  try {
    await command.parseAsync();
  } catch (fault) {
    if (fault instanceof CommanderError) process.exitCode = fault.exitCode === 0 ? 0 : 2;
    else {
      console.error(forTerminal(sentence(fault as Error)));
      process.exitCode = 1;
    }
  }
}

function sentence(fault: Error & { code?: string; cause?: unknown }): string {
  const code = fault.code ?? (fault.cause as { code?: string } | undefined)?.code;
  if (fault instanceof Stop || fault instanceof Refused) return fault.message;
  if (code === 'ECONNREFUSED') return 'The local run does not answer: start it again with "npm start".';
  if (/\b(?:events|entitlements)'? does not exist/.test(fault.message)) {
    return 'There is no table of events yet: make it with "npm run refresh".';
  }
  return `${fault.name}: ${fault.message}`;
}
