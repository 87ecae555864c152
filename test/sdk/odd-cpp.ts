import { type Model, model } from '../../shared/sdk-types/model.ts';

const property = (name: string, more: object = {}) => ({
  name,
  description: 'Ends */ a comment, /* begins one, "quotes" and \\',
  type: 'text' as const,
  allowed: undefined,
  ...more,
});

/** A catalog of whatever a vendor may write: names that languages reserve, texts that end strings and comments. */
export const odd = {
  ...model(),
  events: [
    'class',
    'class_',
    'new',
    'linux',
    'events',
    'properties',
    'event_name',
    'assent',
    'std',
    'this',
    'a__b',
    'a_b',
    'ab',
    'errno',
  ].map((name) => ({
    name,
    purpose: 'usage' as const,
    since: 1,
    description: 'Two lines,\nthe second ends with a backslash \\',
    properties: [
      property(name),
      property('class'),
      property('template', { type: 'integer' }),
      property('std', { type: 'number' }),
      property('properties', { type: 'boolean' }),
      property('text'),
      property('linux', {
        allowed: [
          '',
          'ERROR',
          'error',
          'NULL',
          '1.5',
          'it\'s "so"',
          'über',
          '??/',
          'a\nb',
          'class',
          'a-b',
          'a b',
          '🙂',
        ],
      }),
      property('linux_value', { allowed: ['one'] }),
    ].filter(({ name: own }, n, all) => all.findIndex((other) => other.name === own) === n),
  })),
} as unknown as Model;
