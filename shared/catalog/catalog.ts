import { yours } from '#vendor/yours';
import type { EventDeclaration } from './field.ts';
import { standard } from './standard.ts';

export { noticeVersion } from '#vendor/yours';
export { batchFields, contextFields, eventFields, serviceFields } from './context.ts';

/** Every event that may be sent, by name. A Map, so that no name a client sends finds a built-in property. */
export const catalog: ReadonlyMap<string, EventDeclaration> = new Map<string, EventDeclaration>([
  ...Object.entries(standard),
  // Of no events the type says nothing.
  ...Object.entries<EventDeclaration>(yours),
]);
