import { App } from 'aws-cdk-lib';
import { describe, expect, test, vi } from 'vitest';
import { AssentStack } from '../../infra/stack.ts';
import { unsaid } from '../../shared/catalog/catalog.check.ts';
import type { EventDeclaration } from '../../shared/catalog/field.ts';

// A vendor's catalog as Node runs it: without its types, and with an essential event that gives no reason.
vi.mock('../../shared/catalog/yours.ts', () => ({
  noticeVersion: 1,
  yours: {
    seat_counted: {
      purpose: 'essential',
      since: 1,
      answers: 'vendor: test',
      description: 'An event.',
      justification: ' ',
      properties: {},
    },
  },
}));

test('an essential event without a written justification can not be deployed', () => {
  const app = new App({ analyticsReporting: false });
  expect(() => new AssentStack(app, 'assent')).toThrow(
    'seat_counted lacks a justification: why it is strictly necessary.',
  );
});

const common = { since: 1, answers: 'vendor: test', description: 'An event.', properties: {} } as const;
const found = (event: EventDeclaration) => unsaid([['one', event]], {});

describe('the type check and the build find', () => {
  test('an essential event without a justification', () => {
    // @ts-expect-error: it must say why it is strictly necessary.
    const event: EventDeclaration = { ...common, purpose: 'essential' };
    expect(found(event)).toHaveLength(1);
  });

  test('a string that may hold anything', () => {
    const text = { ...common, type: 'string' } as const;
    // @ts-expect-error: it must say what it may hold.
    const event: EventDeclaration = { ...common, purpose: 'usage', properties: { text } };
    expect(found(event)).toHaveLength(1);
  });

  test('a pattern that is not put into words', () => {
    const text = { ...common, type: 'string', pattern: /^a$/ } as const;
    // @ts-expect-error: the notice prints the words.
    const event: EventDeclaration = { ...common, purpose: 'usage', properties: { text } };
    expect(found(event)).toHaveLength(1);
  });
});

test.for([
  ['an empty justification', { ...common, purpose: 'essential', justification: '' }],
  ['no description', { ...common, purpose: 'usage', description: '' }],
  ['a notice that there is not yet', { ...common, purpose: 'usage', since: 2 }],
  [
    'an empty reason for free text',
    { ...common, purpose: 'usage', properties: { text: { ...common, type: 'string', free_text: '' } } },
  ],
  [
    'no allowed values',
    { ...common, purpose: 'usage', properties: { text: { ...common, type: 'string', allowed: [] } } },
  ],
] as [string, EventDeclaration][])('%s is found', ([, event]) => {
  expect(found(event)).toHaveLength(1);
});

test('a declaration that says everything is deployed', () => {
  expect(found({ ...common, purpose: 'essential', justification: 'Seats are paid for.' })).toEqual([]);
});
