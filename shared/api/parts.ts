import { batchFields } from '../catalog/catalog.ts';
import { patterns } from '../catalog/patterns.ts';
import { list, type Schema, say, schemaOf, text } from './schema.ts';

/** Schemas that replies of several subjects have in common. */
export const installation_id = schemaOf(batchFields.installation_id);
export const uuid: Schema<string> = { ...text, pattern: patterns.uuid.source, format: 'uuid' };
export const receipt_id = say(uuid, 'Follows from the decision: sent again, it is the same.');
const time: Schema<string> = { ...text, format: 'date-time' };
export const recorded_at = say(time, 'When it first reached us.');
export const ignored = say(
  { ...list({ ...text, pattern: '^/' }, 50), uniqueItems: true },
  'What was left out because it could not be taken: declared fields by their paths, without index, and `*` for what nobody declared.',
);
export const due_at = say(time, 'When it will be completed at the latest.');
export const proof = say(
  { ...text, pattern: '^[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+){2}$' } as Schema<string>,
  'A compact JWS (EdDSA) over a record of it in JSON-LD, which the keys of `GET /v1/keys` verify. Absent where none can be made now; asked for again, it is the same.',
);
