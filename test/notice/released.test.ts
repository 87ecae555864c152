import { describe, expect, test } from 'vitest';
import { released } from '#vendor/released';
import { noticeVersion } from '../../shared/catalog/catalog.ts';
import { unannounced } from '../../shared/notice/changes.ts';
import { type Collected, collected, versions } from '../../shared/notice/collected.ts';

test(`the notice in force is released as it is; if not: NODE_OPTIONS=--conditions=pinned npm run notice -- --release --overwrite`, async () => {
  expect(await released(noticeVersion)).toEqual(collected);
});

test.for(versions)(
  'whatever is collected of those who were asked by notice %i stood in it',
  async (version) => {
    expect(unannounced(collected, await released(version), version, version + 1)).toEqual([]);
  },
);

describe('a change of what is collected', () => {
  const event = collected.events.feature_used as Collected['events'][string];
  const withEvent = (changes: object): Collected => ({
    ...collected,
    events: { ...collected.events, feature_used: { ...event, ...changes } },
  });
  const withProperty = (name: string, changes: object) =>
    withEvent({
      properties: { ...event.properties, [name]: { type: 'integer', since: 1, description: '', ...changes } },
    });
  const added = (since: number): Collected => ({
    ...collected,
    events: { ...collected.events, new: { ...event, since, properties: {} } },
  });

  test.for([
    ['a new event', added(1)],
    ['an event for another purpose', withEvent({ purpose: 'diagnostics' })],
    ['a new property', withProperty('new', {})],
    ['a property of another type', withProperty('count', { type: 'number' })],
    ['more values', withProperty('count', { type: 'string', allowed: ['few', 'many'] })],
    ['free text', withProperty('count', { type: 'string', free_text: 'We like it.' })],
    ['a field', { ...collected, fields: { ...collected.fields, new: { ...collected.fields.ci, since: 1 } } }],
  ] as [string, Collected][])('%s is found', ([, changed]) => {
    expect(unannounced(changed, collected, 1, 2)).toHaveLength(1);
  });

  const reversed = Object.fromEntries(
    Object.entries(collected.events).map(([name, each]) => [
      name,
      Object.fromEntries(Object.entries(each).reverse()) as typeof each,
    ]),
  );

  test.for([
    ['what came with a later notice', added(2)],
    ['what is collected no more', { ...collected, events: {} }],
    ['another order', { ...collected, events: reversed }],
    ['other words', withEvent({ description: 'Other words.' })],
  ] as [string, Collected][])('%s is none', ([, changed]) => {
    expect(unannounced(changed, collected, 1, 2)).toEqual([]);
  });
});
