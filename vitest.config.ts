import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // vitest.slow.config.ts has these.
    exclude: ['**/*.slow.test.ts'],
    globalSetup: 'test/synthesized.ts',
    // On two cores the default is one, but a test with a local run waits more than it works.
    maxWorkers: Math.max(3, availableParallelism()),
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
