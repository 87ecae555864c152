import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compile, sources } from '../../sdk/dotnet/compile.ts';
import { csharp } from '../../shared/sdk-types/csharp.ts';
import { odd } from './types-csharp.ts';

test.skipIf(spawnSync('mcs', ['--version']).error !== undefined)(
  'whatever a vendor may write into the catalog compiles, with its documentation',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'assent-odd-'));
    try {
      const events = join(folder, 'Events.cs');
      writeFileSync(events, csharp(odd));
      const files = [...sources().filter((path) => !path.endsWith('Events.cs')), events];
      const more = ['-target:library', `-doc:${join(folder, 'odd.xml')}`];
      expect(compile(join(folder, 'odd.dll'), files, more)).toBe(true);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  120_000,
);
