import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from './whole.ts';

/** How a data folder is laid out: raised by a change with which no earlier version could go on. */
const format = 1;

const fileOf = (folder: string) => join(folder, 'format.json');

/** Throws where a newer version wrote the data: this one might lose what it doesn't know. */
export function checkFormat(folder: string): void {
  const file = fileOf(folder);
  const theirs = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).format : format;
  if (theirs > format) throw new NewerData(theirs);
}

export const noteFormat = (folder: string): void => writeWhole(fileOf(folder), JSON.stringify({ format }));

export class NewerData extends Error {
  constructor(theirs: number) {
    super(`format ${theirs}, and this version knows up to ${format}`);
  }
}
