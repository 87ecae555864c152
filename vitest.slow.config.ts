import { defineConfig } from 'vitest/config';
import { pinned } from './test/pinned/pinned.ts';
import { common, globalSetup } from './vitest.config.ts';

/** What takes long, because it synthesizes, starts or repeats a great deal: `.ci/run` has the time. */
export default defineConfig({
  ...pinned,
  test: { ...common, globalSetup, include: ['test/**/*.slow.test.ts'] },
});
