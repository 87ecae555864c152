import { beforeAll, expect, test } from 'vitest';
import { land } from '../e2e/lake.ts';
import { localForFile } from '../e2e/local.ts';
import { groupsOf, toldRows } from './told.ts';

const started = localForFile({ schedules: false });
beforeAll(() => land(started, new Date(), toldRows(1000, 'slow')));

test.for([1, 2, 3, 5])(
  'of a thousand cases, groups with a threshold of %i are those of the oracle',
  async (threshold) => {
    const { said, known } = await groupsOf(started, threshold);
    expect(known.length).toBeGreaterThan(2000);
    expect(said).toEqual(known);
  },
);
