import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/synthesized.ts',
    // On two cores the default is one, but a local run waits about as much as it works.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // They wait more than they compute: for servers, for a delivery, for ten seconds to pass.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
