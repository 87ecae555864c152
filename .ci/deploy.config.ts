import { defineConfig } from 'vitest/config';
import { pinned } from '../test/pinned/pinned.ts';

/** A deployment's tests: one after the other, each on what the one before left, so the first failure ends it. */
export default defineConfig({
  ...pinned,
  test: {
    include: ['.ci/deploy.test.ts'],
    reporters: ['verbose'],
    bail: 1,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
