import quick from './vitest.config.ts';

/** The histories are tried in `npm test` too, a few of them. */
const slow = ['test/**/*.slow.test.ts', 'test/lake/histories.test.ts'];

/** What takes long, because it synthesizes, starts or repeats a great deal: `.ci/run` has the time. */
export default { ...quick, test: { ...quick.test, include: slow, exclude: [] } };
