import {
  closeSync,
  existsSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

export const exists = existsSync;

/** With those above it. Node's own `recursive` never returns where a file system says that it has no place for it. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (fault) {
    // Another process was first.
    if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault;
  }
}

/** All of it at the file's end, or nothing: a disk that is almost full takes a part without a word. */
export function putAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  const written = writeSync(file, bytes);
  if (written === bytes.length) return;
  ftruncateSync(file, fstatSync(file).size - written);
  throw new Error('The disk is full.');
}

/**
 * Opens a new file for its owner only; in a folder whose group may write to it, for that group: whoever can replace a
 * file there may read it.
 */
export function create(path: string, flags: 'wx' | 'ax'): number {
  const file = openSync(path, flags, 0o600);
  // Not by openSync: the umask would take it back.
  if ((statSync(dirname(path)).mode & 0o1020) === 0o020) fchmodSync(file, 0o660);
  return file;
}

/** A new file; `isSafe`: on the disk itself before this returns. */
export function put(path: string, text: string, isSafe: boolean): void {
  const file = create(path, 'wx');
  try {
    if (text !== '') putAll(file, text);
    if (isSafe) fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes the names in a folder outlast a power cut, where the system can. */
export function syncFolder(folder: string): void {
  try {
    const file = openSync(folder, 'r');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch {
    // Windows opens no folder.
  }
}

/** What is not there, or no more: another process may have been first. Every other failure is one. */
export function orNone<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fault;
  }
}
