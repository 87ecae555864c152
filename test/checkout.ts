import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
/** All that a deployment is made of. */
const parts = [
  'package.json',
  'cdk.json',
  'run.cjs',
  'shared',
  'functions',
  'infra',
  'reports',
  'test/pinned',
];

/** A copy of this project that can be edited, as a vendor edits a checkout, and synthesized or deployed again. */
export class Checkout {
  readonly folder = mkdtempSync(join(tmpdir(), 'assent-checkout-'));

  /** `more`: what it takes beside a deployment, such as the commands. */
  constructor(...more: string[]) {
    for (const part of [...parts, ...more])
      cpSync(join(root, part), join(this.folder, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'));
  }

  /** Replaces a text that stands once in a file. */
  edit(file: string, from: string, to: string): void {
    const path = join(this.folder, file);
    const text = readFileSync(path, 'utf8');
    if (text.split(from).length !== 2) throw new Error(`${file} does not say ${from} once.`);
    writeFileSync(
      path,
      text.replace(from, () => to),
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
