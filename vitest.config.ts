import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { pinned } from './test/pinned/pinned.ts';

/** These put another catalog in place of ours, and so need modules of their own. */
const alone = ['test/ingest/essential.test.ts', 'test/notice/versions.test.ts'];

export const common = {
  // On two cores the default is one, but a test with a local run waits more than it works.
  maxWorkers: Math.max(3, availableParallelism()),
  testTimeout: 60_000,
  hookTimeout: 60_000,
};
export const globalSetup = 'test/synthesized.ts';

export default defineConfig({
  ...pinned,
  test: {
    ...common,
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['test/**/*.test.ts'],
          // vitest.slow.config.ts has the slow ones.
          exclude: ['**/*.slow.test.ts', ...alone],
          globalSetup,
          // Loading the same modules for each file would take as long as all of the tests.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
});
