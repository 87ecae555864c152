import { batchFrame } from '../../shared/api/events.ts';
import type { Body } from '../../shared/api/frame.ts';
import { contextFields } from '../../shared/catalog/catalog.ts';
import { type Fields, firstError, isObject, timeOf } from '../../shared/catalog/validate.ts';
import { limits } from '../../shared/limits.ts';
import { Problem } from '../platform/problem.ts';

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
  const wrong = firstError(frame, rest, '', batchFrame.required) ?? firstError(context, given, '/context');
  if (wrong) return new Problem('body_invalid', wrong);
  if (!Array.isArray(events)) return new Problem('body_invalid', '/events must be an array');
  if (events.length > limits.events) return new Problem('too_many_events');
  const { sent_at, installation_id, organization_id } = rest as Body<typeof batchFrame>;
  return {
    sent_at: timeOf(sent_at),
    installation_id: installation_id.toLowerCase(),
    organization_id: organization_id?.toLowerCase(),
    context: given as Batch['context'],
    events,
  };
}
