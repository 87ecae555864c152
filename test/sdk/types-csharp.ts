import { type Model, model } from '../../shared/sdk-types/model.ts';

const property = {
  description: 'Ends </summary> & "*/"\n\u2028\u0000 here.',
  allowed: undefined,
  default: undefined,
};

/** A catalog with all that a vendor may write, beside the standard events. */
export const odd: Model = {
  ...model(),
  events: [
    ...model().events,
    {
      name: 'flush',
      purpose: 'usage',
      since: 1,
      description: 'A <b>word</b> of the SDK\r\n///',
      properties: [
        { ...property, name: 'class', type: 'text' },
        { ...property, name: 'event', type: 'boolean' },
        { ...property, name: 'a_b', type: 'number' },
        { ...property, name: 'a__b', type: 'integer' },
        { ...property, name: 'long', type: 'text', allowed: ['x'.repeat(1024), 'x'.repeat(1023)] },
        { ...property, name: 'void', type: 'text', allowed: ['1 a', '1-a', '\u2028"\\', '\ud800'] },
      ],
    },
    ...['equals', 'telemetry', 'events', 'get_type', 'string', 'a_b', 'ab', 'x1_2'].map((name) => ({
      name,
      purpose: 'diagnostics' as const,
      since: 2,
      description: '',
      properties: [
        { ...property, name: 'outcome', type: 'text' as const, allowed: ['null', 'Outcome', 'true'] },
      ],
    })),
  ],
};
