import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { UserConfig } from 'vite';

/**
 * The vendor edits shared/catalog/yours.ts and shared/settings.ts, and no test may depend on what is written there.
 * Under the condition `pinned` (`imports` in package.json) the files of this folder stand in for the vendor's: in
 * what Vite loads for a test, and by NODE_OPTIONS in every process that a test starts.
 */
process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --conditions=pinned`;

const root = resolve(import.meta.dirname, '..', '..');
const made = join(root, 'sdk', 'src', 'catalog.ts');

/** The vendor's part of the SDK, as the pinned catalog makes it. */
function sdkCatalog(): string {
  const [out, wire] = [join(tmpdir(), 'sdk-catalog.ts'), join(tmpdir(), 'sdk-wire.ts')];
  execFileSync(process.execPath, [join(root, 'cli', 'sdk-types.ts'), '--out', out, '--wire', wire]);
  return readFileSync(out, 'utf8');
}

export const pinned: UserConfig = {
  ssr: { resolve: { conditions: ['pinned', 'node'] } },
  plugins: [{ name: 'pinned', load: (id) => (id === made ? sdkCatalog() : undefined) }],
};
