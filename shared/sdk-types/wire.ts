import { eventFrame } from '../api/events.ts';
import type { Frame } from '../api/frame.ts';
import type { Route } from '../api/route.ts';
import { routes } from '../api/routes.ts';
import { oneOf, type Schema } from '../api/schema.ts';
import { bodySchema } from '../openapi/events.ts';
import { requestReasons } from '../reasons.ts';
import { typeOf } from './type.ts';

/** Of an event only what all have: the catalog's own types stand beside these. */
const event: Frame = {
  ...eventFrame,
  beside: {
    properties: {
      properties: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } },
    },
    required: [],
  },
};
const all: readonly (readonly [string, Route])[] = Object.entries(routes);

/** What is said and answered on the routes of installations, by its name: each once, with the routes it goes by. */
function* declared(): Generator<[string, Schema, string]> {
  for (const [name, { by, body, reply }] of all) {
    if (by !== 'newcomer' && by !== 'installation') continue;
    if (body) yield [body.name, bodySchema(body), `What \`${name}\` takes.`];
    yield [reply.name, reply.schema, `What \`${name}\` answers.`];
  }
  yield ['Event', bodySchema(event), 'An event of a batch.'];
  yield [
    'Reason',
    oneOf(Object.keys(requestReasons)),
    'Why a request is refused, as a problem (RFC 9457) says.',
  ];
}

/** The types of the API's bodies and replies, for the SDK. */
export function wire(): string {
  const types = new Map<string, string>();
  for (const [name, schema, said] of declared()) {
    if (!types.has(name)) types.set(name, `/** ${said} */\nexport type ${name} = ${typeOf(schema)};\n`);
  }
  return `// Made by \`npm run sdk-types\` of shared/api. Change that.\n\n${[...types.values()].join('\n')}`;
}
