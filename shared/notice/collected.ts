import { released } from '#vendor/released';
import {
  batchFields,
  catalog,
  contextFields,
  eventFields,
  noticeVersion,
  serviceFields,
} from '../catalog/catalog.ts';
import type { ContextField, EventDeclaration, Field, FrameField } from '../catalog/field.ts';

/** What a value may be, as JSON: a declared type without the document that asks for it, its pattern as text. */
export type CollectedField = {
  description: string;
  since: number;
  type: FrameField['type'];
  allowed?: readonly string[];
  pattern?: string;
  in_words?: string;
  free_text?: string;
  minimum?: number;
  maximum?: number;
};
type CollectedContext = CollectedField & Pick<ContextField, 'purpose' | 'essential'>;
type CollectedEvent = Pick<EventDeclaration, 'purpose' | 'description' | 'since'> & {
  justification?: string;
  properties: Readonly<Record<string, CollectedField>>;
};

/** All that one version of the notice lets be collected: fields that go with events, and events with their own. */
export type Collected = {
  fields: Readonly<Record<string, CollectedContext>>;
  events: Readonly<Record<string, CollectedEvent>>;
};

/** A declaration as plain JSON. */
export function plain({ answers, ...field }: Field | FrameField): CollectedField {
  return 'pattern' in field ? { ...field, pattern: field.pattern.source } : field;
}

const each = <From, To>(
  record: Readonly<Record<string, From>>,
  to: (value: From) => To,
): Record<string, To> => Object.fromEntries(Object.entries(record).map(([name, value]) => [name, to(value)]));

/** What the catalog lets be collected now. */
export const collected: Collected = {
  fields: each<ContextField, CollectedContext>(
    { ...batchFields, ...contextFields, ...eventFields, ...serviceFields },
    (field) => plain(field) as CollectedContext,
  ),
  events: each(Object.fromEntries(catalog), ({ answers, properties, ...event }) => ({
    ...event,
    properties: each(properties, plain),
  })),
};

/** Every version there has been. The last is in force. */
export const versions: readonly number[] = Array.from({ length: noticeVersion }, (_, i) => i + 1);

/** What a version lets be collected: that in force follows from the catalog itself. */
export const collectedBy = async (version: number): Promise<Collected> =>
  version === noticeVersion ? collected : released(version);
