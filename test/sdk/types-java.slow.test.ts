import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { java } from '../../shared/sdk-types/java.ts';
import { oddModel } from './odd-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'assent-types-java-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const hasJava = spawnSync('javac', ['-version']).status === 0;
const source = join(import.meta.dirname, '..', '..', 'sdk', 'java', 'src', 'main', 'java');

test.skipIf(!hasJava)(
  'an odd catalog compiles, and its documentation is made, without a warning',
  () => {
    cpSync(source, folder, { recursive: true });
    writeFileSync(join(folder, 'assent', 'sdk', 'Catalog.java'), java(oddModel));
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.java'))
      .map((name) => join(folder, name));
    const how = ['--release', '11', '-encoding', 'UTF-8', '-d', join(folder, 'made')];
    for (const command of [
      ['javac', '-Xlint:all'],
      ['javadoc', '-quiet', '-Xdoclint:all'],
    ] as const) {
      const { stdout, stderr } = spawnSync(command[0], [...command.slice(1), ...how, ...files], {
        encoding: 'utf8',
      });
      expect(stdout + stderr).toBe('');
    }
  },
  300_000,
);
