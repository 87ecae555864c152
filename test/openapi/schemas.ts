import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect } from 'vitest';
import { document } from '../../shared/openapi/document.ts';

/** The API's own description, as `GET /v1/openapi.json` gives it. */
export const described = JSON.parse(JSON.stringify(document(new Date())));

const ajv = new Ajv2020({ strict: true, strictTypes: true, allErrors: true });
formats.default(ajv);
// What a schema of the description may hold beside JSON Schema's own words.
ajv.addVocabulary(['components', 'discriminator']);

/** A schema of the description, ready to be asked. */
export const compile = (schema: object): ValidateFunction =>
  ajv.compile({ ...schema, components: described.components });

const routes = Object.entries<Record<string, object>>(described.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    called: new RegExp(
      `^${method.toUpperCase()} ${path.replaceAll('.', '\\.').replace(/\{.+?\}/g, '[^/]+')}$`,
    ),
    // biome-ignore lint/suspicious/noExplicitAny: a description is plain JSON, held by its own test
    responses: (operation as any).responses,
    validators: new Map<string, ValidateFunction>(),
  })),
);
const notFound = compile({ $ref: '#/components/schemas/ProblemNotFound' });

/** Holds an answer to what the description says of its route, status and type; of no route, to `not_found`. */
export function expectDescribed(
  method: string,
  path: string,
  { status, type, json }: { status: number; type: string; json: unknown },
): void {
  const route = routes.find(({ called }) => called.test(`${method} ${path.replace(/\?.*/, '')}`));
  const schema = route?.responses[status]?.content[type]?.schema;
  const validate = route
    ? (route.validators.get(`${status} ${type}`) ?? (schema && compile(schema)))
    : notFound;
  expect(validate, `${method} ${path} may answer ${status} with ${type}`).toBeTypeOf('function');
  route?.validators.set(`${status} ${type}`, validate);
  expect(validate(json) || validate.errors, `${method} ${path}: ${status}`).toBe(true);
}
