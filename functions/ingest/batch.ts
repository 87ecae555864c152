import { batchFrame } from '../../shared/api/events.ts';
import { Ignored, take } from '../../shared/catalog/take.ts';
import { expected, type Fields, isObject, timeOf } from '../../shared/catalog/validate.ts';
import { limits } from '../../shared/limits.ts';
import { Problem } from '../platform/problem.ts';

/** A request of one installation of one product: who sends it is read, its context and its events not yet. */
export type Batch = {
  /** Milliseconds since 1970; undefined where it can't be read, and corrects nothing. */
  sent_at: number | undefined;
  installation_id: string;
  organization_id?: string;
  context: Readonly<Record<string, unknown>>;
  events: readonly unknown[];
  /** What was left out of the request so far. */
  ignored: Ignored;
};

const frame: Fields = new Map(Object.entries(batchFrame.fields));
const declared = new Set([...frame.keys(), 'context', 'events']);

/** Reads a batch as far as who sends it: it needs an installation and a list of events. */
export function readBatch(body: unknown): Batch | Problem {
  if (!isObject(body)) return new Problem('body_invalid', 'The body must be an object.');
  const { installation_id, context = {}, events } = body;
  const should = expected(batchFrame.fields.installation_id, installation_id);
  if (should) return new Problem('body_invalid', `/installation_id must be ${should}`);
  if (!Array.isArray(events)) return new Problem('body_invalid', '/events must be an array');
  if (events.length > limits.events) return new Problem('too_many_events');
  const ignored = new Ignored();
  if (!isObject(context)) ignored.add('/context');
  const taken = take({ ...body }, declared, frame, '', ignored) as Record<string, string>;
  return {
    sent_at: taken.sent_at === undefined ? undefined : timeOf(taken.sent_at),
    installation_id: taken.installation_id as string,
    organization_id: taken.organization_id,
    context: isObject(context) ? context : {},
    events,
    ignored,
  };
}
