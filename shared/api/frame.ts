import type { FrameField, Type } from '../catalog/field.ts';
import type { Schema, ValueOf } from './schema.ts';

/**
 * The frame of a request's body: the fields it may have, and those it can't do without. The validator, the type of the
 * body and its description follow from it. `beside`: what the body holds that is checked apart from these fields;
 * `rules`: what one field says of another.
 */
export type Frame = {
  /** Its name in the API's description. */
  name: string;
  fields: Readonly<Record<string, FrameField>>;
  required: readonly string[];
  beside?: { properties: Readonly<Record<string, Schema>>; required: readonly string[] };
  rules?: readonly Schema[];
};

/** A body that its frame was checked against, as JSON has it. */
export type Body<F extends Frame> = { [Name in Needed<F>]: ValueOf<F['fields'][Name]> } & {
  [Name in Exclude<keyof F['fields'], Needed<F>>]?: ValueOf<F['fields'][Name]>;
};
type Needed<F extends Frame> = keyof F['fields'] & F['required'][number];

/** A field of the frame alone, which no row has. */
export const field = <const T extends Type | { type: 'purposes' }>(type: T, description: string) => ({
  ...type,
  description,
  since: 1,
  answers: 'contract: HTTP' as const,
});
export const decided_at = field({ type: 'time' }, 'When it was decided. Later than now counts as now.');
