import { beforeAll, expect, test } from 'vitest';
import { land } from '../e2e/lake.ts';
import { localForFile } from '../e2e/local.ts';
import { groupsOf, toldRows } from './told.ts';

const started = localForFile({ schedules: false });
beforeAll(() => land(started, new Date(), toldRows(100, 'npm test')));

test('groups that are made in one reading are those of the oracle', async () => {
  const { said, known } = await groupsOf(started, 5);
  expect(said).toEqual(known);
  // What the cases are for is among them.
  expect(known.filter(({ value }) => value === 'other').length).toBeGreaterThan(50);
  expect(known.filter(({ is_told, is_shown }) => is_told && !is_shown).length).toBeGreaterThan(10);
  expect(
    known.filter(({ units, installations }) => Number(units) < Number(installations)).length,
  ).toBeGreaterThan(0);
});

test('so they are with a threshold of one, by which only what goes beyond a hundred values is "other"', async () => {
  const { said, known } = await groupsOf(started, 1);
  expect(said).toEqual(known);
  const groups = Map.groupBy(known, ({ product, attribute }) => `${product} ${attribute}`).values();
  // A value that is NULL takes one of the hundred places, and is no group.
  expect(Math.max(...[...groups].map((rows) => rows.length))).toBeOneOf([100, 101]);
});
