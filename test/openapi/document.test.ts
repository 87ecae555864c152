import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { routes } from '../../shared/api/routes.ts';
import { eventReasons, requestReasons } from '../../shared/reasons.ts';
import { accepted, rejected } from '../examples/examples.ts';
import { compile, described } from './schemas.ts';

test('it is an OpenAPI 3.1 document', async () => {
  const validator = new Validator();
  expect(await validator.validate(structuredClone(described))).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
});

test('it describes every route, and no other', () => {
  const all = Object.entries<object>(described.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const byHead = all.filter((route) => route.startsWith('HEAD '));
  expect(all.sort()).toEqual([...Object.keys(routes), ...byHead].sort());
  expect(byHead).toEqual(expect.arrayContaining(['HEAD /v1/health', 'HEAD /v1/openapi.json']));
});

test('its schemas are named as classes and types may be, and every list says of what', () => {
  for (const name of Object.keys(described.components.schemas)) expect(name).toMatch(/^[A-Za-z]\w*$/);
  const lists = JSON.stringify(described).match(/"type":"array"[^}]*/g) ?? [];
  expect(lists.filter((list) => !list.includes('items'))).toEqual([]);
});

/** Everything in the document that has examples, with its place. */
function* withExamples(
  value: unknown,
  place = '',
): Generator<[string, object, Record<string, { value: unknown }>]> {
  if (typeof value !== 'object' || value === null) return;
  if ('examples' in value && 'schema' in value)
    yield [place, value.schema as object, value.examples as never];
  for (const [name, inner] of Object.entries(value)) yield* withExamples(inner, `${place}/${name}`);
}

test.each([...withExamples(described.paths)])(
  '%s: each example is as its schema says',
  (_, schema, examples) => {
    const validate = compile(schema);
    expect(Object.keys(examples)).not.toHaveLength(0);
    for (const { value } of Object.values(examples)) expect(validate(value) || validate.errors).toBe(true);
  },
);

test('it names every reason', () => {
  const text = JSON.stringify(described);
  for (const reason of [...Object.keys(requestReasons), ...Object.keys(eventReasons)]) {
    expect(text).toContain(`"${reason}"`);
  }
});

const isBatch = compile({ $ref: '#/components/schemas/Batch' });

test.each(accepted)('$name, which is accepted, is as described', ({ body }) => {
  expect(isBatch(body) || isBatch.errors).toBe(true);
});

const ofTheBody = [
  ...['body_invalid', 'too_many_events'],
  ...['event_unknown', 'event_invalid', 'event_too_large', 'not_pseudonymous'],
];
// JSON Schema has no word for half a character.
const unsaid = ['event-lone-surrogate'];

test.each(rejected.filter(({ name }) => !unsaid.includes(name)))(
  '$name, which is rejected for $reason, is described only if that lies not in the body',
  ({ reason, body }) => {
    expect(isBatch(body)).toBe(!ofTheBody.includes(reason));
  },
);
