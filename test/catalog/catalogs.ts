/** Catalogs as a vendor may write them. Add yours: what `yours` holds, and a part of the sentence that it gets. */

const said = { since: 1, answers: 'vendor: test', description: 'What it says.' } as const;
const event = { ...said, purpose: 'usage', properties: {} };
const withField = (field: unknown, name = 'pages') => ({
  exported: { ...event, properties: { [name]: field } },
});
const count = { ...said, type: 'integer' };
const text = { ...said, type: 'string' };
const many = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`p${i}`, count]));

/** What is refused: why, what `yours` holds, what the sentence says, and the version of the notice if it is not 1. */
export const refused: [why: string, yours: unknown, sentence: string, noticeVersion?: unknown][] = [
  ['no catalog', undefined, 'yours must be an object of events'],
  ['nothing', null, 'yours must be an object of events'],
  ['a list of events', [event], 'yours must be an object of events'],
  ['half a notice', {}, 'noticeVersion must be a whole number', 1.5],
  ['a notice before the first', {}, 'noticeVersion must be a whole number', 0],
  ['no version', {}, 'noticeVersion must be a whole number', null],
  ['a version as text', {}, 'noticeVersion must be a whole number', '1'],
  ['a version without end', {}, 'noticeVersion must be a whole number', 2 ** 53],

  ['an event that is nothing', { exported: null }, 'exported must be an object'],
  ['an event that is a word', { exported: 'usage' }, 'exported must be an object'],
  ['a name with a capital', { Exported: event }, '"Exported" must be named in snake_case'],
  ['a name with a space', { 'Crash Reported': event }, '"Crash Reported" must be named in snake_case'],
  ['a name with a hyphen', { 'crash-reported': event }, 'must be named in snake_case'],
  ['a name of another script', { naïve: event }, 'must be named in snake_case'],
  ['no name', { '': event }, '"" must be named in snake_case'],
  ['a prototype', JSON.parse(`{ "__proto__": ${JSON.stringify(event)} }`), 'must be named in snake_case'],
  ['a name too long', { ['x'.repeat(65)]: event }, 'must be named in snake_case'],
  ['a standard event', { feature_used: event }, 'feature_used is a standard event'],
  ["the service's own row", { consent_decided: event }, 'consent_decided is a row that the service writes'],
  ["the service's row on what it left out", { fields_ignored: event }, 'fields_ignored is a row that'],
  [
    'a purpose of no kind',
    { exported: { ...event, purpose: 'marketing' } },
    'exported needs a purpose: one of',
  ],
  ['a purpose of fields', { exported: { ...event, purpose: 'any' } }, 'exported needs a purpose: one of'],
  ['no purpose', { exported: { ...event, purpose: undefined } }, 'exported needs a purpose: one of'],
  ['two purposes', { exported: { ...event, purpose: ['usage'] } }, 'exported needs a purpose: one of'],
  ['no reason', { exported: { ...event, purpose: 'essential' } }, 'exported needs a justification'],
  [
    'an empty reason',
    { exported: { ...event, purpose: 'essential', justification: ' ' } },
    'a justification',
  ],
  ['no description', { exported: { ...event, description: undefined } }, 'exported needs a description'],
  ['an empty description', { exported: { ...event, description: '\n' } }, 'exported needs a description'],
  ['a notice yet to come', { exported: { ...event, since: 2 } }, 'exported needs a since'],
  ['no notice', { exported: { ...event, since: undefined } }, 'exported needs a since'],
  ['a notice as text', { exported: { ...event, since: '1' } }, 'exported needs a since'],
  [
    'a slip of the pen',
    { exported: { ...event, propertys: {} } },
    'exported has propertys, which means nothing',
  ],
  ['no properties', { exported: { ...event, properties: undefined } }, 'exported needs properties'],
  ['a list of properties', { exported: { ...event, properties: [] } }, 'exported needs properties'],
  ['65 properties', { exported: { ...event, properties: many(65) } }, 'exported has 65 properties'],

  ['a property that is nothing', withField(null), 'exported.pages must be an object'],
  ['a property that is its type', withField('integer'), 'exported.pages must be an object'],
  ['names apart by case', withField(count, 'Pages'), 'exported."Pages" must be named in snake_case'],
  ['a type of no kind', withField({ ...said, type: 'date' }), 'exported.pages needs a type: one of string'],
  ['a type of requests', withField({ ...said, type: 'purposes' }), 'exported.pages needs a type'],
  ['no type', withField(said), 'exported.pages needs a type'],
  ['a property yet to come', withField({ ...count, since: 2 }), 'exported.pages needs a since'],
  [
    'a property without words',
    withField({ ...count, description: '' }),
    'exported.pages needs a description',
  ],
  [
    'a slip in a bound',
    withField({ ...count, maximun: 3 }),
    'exported.pages has maximun, which means nothing',
  ],
  ['values of a number', withField({ ...count, allowed: ['1'] }), 'exported.pages has allowed, which means'],
  ['bounds that exclude all', withField({ ...count, minimum: 3, maximum: 2 }), 'bounds that no value meets'],
  [
    'bounds between two whole numbers',
    withField({ ...count, minimum: 1.5, maximum: 1.9 }),
    'bounds that no value meets',
  ],
  [
    'a maximum below 0',
    withField({ ...count, maximum: -1 }),
    'exported.pages has bounds that no value meets',
  ],
  ['a bound as text', withField({ ...count, minimum: '3' }), 'exported.pages has bounds that no value meets'],
  ['a bound without end', withField({ ...count, maximum: Infinity }), 'bounds that no value meets'],
  [
    'a property older than its event',
    { exported: { ...event, since: 2, properties: { pages: count } } },
    'exported.pages has since: 1, but its event came with notice 2',
    2,
  ],

  ['a string that may hold anything', withField(text), 'exported.pages is a string: give it allowed values'],
  [
    'two ways',
    withField({ ...text, allowed: ['a'], free_text: 'Why.' }),
    'exported.pages is a string: give it',
  ],
  ['no values', withField({ ...text, allowed: [] }), 'exported.pages needs allowed values'],
  ['a value alone', withField({ ...text, allowed: 'pdf' }), 'exported.pages needs allowed values'],
  ['values that are numbers', withField({ ...text, allowed: [1, 2] }), 'exported.pages needs allowed values'],
  ['a value twice', withField({ ...text, allowed: ['a', 'a'] }), 'exported.pages needs allowed values'],
  ['an empty value', withField({ ...text, allowed: ['a', ''] }), 'exported.pages needs allowed values'],
  ['a value of two lines', withField({ ...text, allowed: ['a\nb'] }), 'exported.pages needs allowed values'],
  ['a value too long', withField({ ...text, allowed: ['a'.repeat(1025)] }), 'needs allowed values'],
  ['half a character', withField({ ...text, allowed: ['a\ud800'] }), 'needs allowed values'],
  ['a pattern as text', withField({ ...text, pattern: '^a$', in_words: 'An a.' }), 'pages needs pattern'],
  ['a flag', withField({ ...text, pattern: /^a$/g, in_words: 'An a.' }), 'exported.pages needs pattern'],
  ['a pattern without words', withField({ ...text, pattern: /^a$/ }), 'exported.pages needs in_words'],
  [
    'no reason for free text',
    withField({ ...text, free_text: ' ' }),
    'pages needs the reason why it is free_text',
  ],
  ['free text by nod', withField({ ...text, free_text: true }), 'pages needs the reason why it is free_text'],
];

/** What is taken, beside an empty catalog: of each type a property, and as many as there may be. */
export const taken: [what: string, yours: unknown, noticeVersion?: number][] = [
  ['nothing', {}],
  ['an event without properties', { exported: event }],
  [
    'an essential event',
    { exported: { ...event, purpose: 'essential', justification: 'Seats are paid for.' } },
  ],
  ['64 properties', { exported: { ...event, properties: many(64) } }],
  ['a name of 64', { ['x'.repeat(64)]: event }],
  [
    'a property that came later',
    { exported: { ...event, properties: { pages: { ...count, since: 3 } } } },
    3,
  ],
  ...['boolean', 'uuid', 'time', 'pseudonym', 'version', 'license_key', 'integer', 'number'].map(
    (type): [string, unknown] => [type, withField({ ...said, type })],
  ),
  ['bounds', withField({ ...count, minimum: -5, maximum: 5 })],
  ['a bound left open', withField({ ...count, minimum: undefined })],
  ['values', withField({ ...text, allowed: ["it's", 'a | b', '<b>', '`', '\\', '日本'] })],
  ['a pattern', withField({ ...text, pattern: /^[a-z]+$/, in_words: 'Letters.' })],
  ['free text', withField({ ...text, free_text: 'Sites have names.' })],
];
