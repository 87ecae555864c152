import { batchFrame } from '../../shared/bodies.ts';
import { contextFields } from '../../shared/catalog/catalog.ts';
import { type Fields, isObject, timeOf, wrongIn } from '../../shared/catalog/validate.ts';
import { limits } from '../../shared/limits.ts';
import { Problem } from '../platform/http.ts';

/** A request of one installation of one product: its frame checked, its events not yet. */
export type Batch = {
  sent_at: number;
  installation_id: string;
  organization_id?: string;
  context: Readonly<Record<string, unknown>>;
  events: readonly unknown[];
};

const frame: Fields = new Map(Object.entries(batchFrame.fields));
const context: Fields = new Map(Object.entries(contextFields));

/** Reads the frame of a batch: `sent_at`, who sends, the context, and a list of events. */
export function readBatch(body: unknown): Batch | Problem {
  if (!isObject(body)) return new Problem('body_invalid', 'The body must be an object.');
  const { context: given = {}, events, ...rest } = body;
  const wrong = wrongIn(frame, rest, '', batchFrame.required) ?? wrongIn(context, given, '/context');
  if (wrong) return new Problem('body_invalid', wrong);
  if (!Array.isArray(events)) return new Problem('body_invalid', '/events must be an array');
  if (events.length > limits.events) {
    return new Problem('too_many_events', `/events must hold at most ${limits.events}; send fewer at once.`);
  }
  const { sent_at, installation_id, organization_id } = rest as Record<string, string>;
  return {
    sent_at: timeOf(sent_at),
    installation_id: (installation_id as string).toLowerCase(),
    organization_id: organization_id?.toLowerCase(),
    context: given as Batch['context'],
    events,
  };
}
