import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a file as a whole or not at all, whatever the disk does and whenever the process dies. */
export function writeWhole(file: string, content: string | Uint8Array, mode = 0o666): void {
  mkdirSync(dirname(file), { recursive: true });
  const part = `${file}.part`;
  try {
    // One that a kill left may have another mode.
    rmSync(part, { force: true });
    writeFileSync(part, content, { mode });
    renameSync(part, file);
  } catch (fault) {
    rmSync(part, { force: true });
    throw fault;
  }
}
