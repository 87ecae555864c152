import quick from './vitest.config.ts';

/** What takes long, because it synthesizes, starts or repeats a great deal: `.ci/run` has the time. */
export default {
  ...quick,
  test: { ...quick.test, include: ['test/**/*.slow.test.ts'], exclude: [] },
};
