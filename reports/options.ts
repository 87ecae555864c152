import { type Command, Option } from 'commander';
import { type Format, formats } from './format.ts';

/** How a command prints rows, and where to. */
export type Printing = { format: Format | 'html'; out?: string; raw?: true };

/** Adds the options of a command that prints rows. */
export const withPrinting = (command: Command): Command =>
  command
    .addOption(
      new Option('--format <format>', 'how to print it')
        .choices([...Object.keys(formats), 'html'])
        .default('table'),
    )
    .option('--out <file>', 'write to this file; its folder is made if there is none')
    .option(
      '--raw',
      "leave the cells of CSV as they are; without it, an ' is put before each that a spreadsheet would run as a formula (=, +, -, @), as OWASP advises",
    );
