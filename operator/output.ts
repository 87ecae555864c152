import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { forTerminal } from '../shared/forms/text.ts';
import { Stop } from './program.ts';

/** Prints a text, or writes it to a file, whose folder is made if there is none. */
export function output(text: string, file?: string): void {
  if (file === undefined) {
    console.log(forTerminal(text));
    return;
  }
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${text}\n`);
  } catch (fault) {
    throw new Stop(
      `${file} can't be written (${(fault as NodeJS.ErrnoException).code}): choose another --out.`,
    );
  }
}

/** JSON in which what a terminal would act upon is escaped, so that it still says the same. */
export const plainJson = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent)?.replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
