import { type Model, model } from '../../shared/sdk-types/model.ts';

const nasty =
  'Says "no" and """never""", \'quotes\', C:\\new\\u0041 and */ <b> & $(this), {1}.\nA second line\\';
const text = { description: nasty, allowed: undefined, default: undefined };
const whole = { ...text, type: 'integer' as const };

/** A catalog with everything that its check lets a vendor write, and some languages trip over. */
export const odd = (): Model => ({
  ...model(),
  events: [
    ...model().events,
    // Words that languages keep for themselves, and what the SDKs have of their own.
    ...[
      'class',
      'import',
      'none',
      'track',
      'user',
      'flush',
      'close',
      'str',
      'namespace',
      'new',
      'track_',
    ].map((name) => ({ name, purpose: 'usage' as const, since: 1, description: nasty, properties: [] })),
    {
      name: `long_${'a1_'.repeat(19)}`,
      purpose: 'essential',
      since: 3,
      description: 'Ends with a quote"',
      properties: [
        { ...whole, name: 'self' },
        { ...whole, name: 'from' },
        { ...whole, name: 'from_' },
        { ...whole, name: 'int' },
        { ...whole, name: 'a__b' },
        { ...text, name: 'lambda', type: 'boolean' },
        { ...text, name: 'ratio', type: 'number' },
        {
          ...text,
          name: 'kind',
          type: 'text',
          allowed: [
            'a "b" c',
            "it's",
            'back\\slash',
            'größe',
            '\u2028',
            'class',
            '1st',
            'a b',
            'a-b',
            '$(x)',
          ],
        },
      ],
    },
  ],
});
