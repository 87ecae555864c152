import { defineConfig } from 'vitest/config';
import { common, globalSetup } from './vitest.config.ts';

/** What takes long, because it synthesizes, starts or repeats a great deal: `.ci/run` has the time. */
export default defineConfig({ test: { ...common, globalSetup, include: ['test/**/*.slow.test.ts'] } });
