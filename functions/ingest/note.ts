import { limits } from '../../shared/limits.ts';
import { uuidOf } from '../platform/digest.ts';
import { pack, rowOf } from '../platform/stream.ts';
import type { Admitted } from './admit.ts';
import type { Batch } from './batch.ts';
import type { Checked } from './check.ts';
import { isGranted } from './terms.ts';

/**
 * The record with a row of the service's own behind those of the batch, which counts what was left out of it, for the
 * report on ingest: one row per batch, in the same record, costs next to nothing, and names no installation. The same
 * batch sent again is the same row. Where nothing was granted, nothing is noted unless an event was taken.
 */
export function noted(
  record: Buffer,
  { installation_id, ignored }: Batch,
  admitted: Admitted,
  accepted: readonly Checked[],
  now: number,
): Buffer {
  if (ignored.paths.length === 0) return record;
  if (accepted.length === 0 && !isGranted(admitted.consent)) return record;
  // Where no event was taken there is nothing to send again.
  const ids = accepted.length > 0 ? accepted.map(({ event_id }) => event_id) : [String(now)];
  const event_id = uuidOf('fields_ignored', admitted.product, installation_id, ...ids);
  const properties = Object.fromEntries(
    Object.entries(ignored.counts).map(([path, times]) => [path, String(times)]),
  );
  const note = pack([rowOf(event_id, 'fields_ignored', admitted, now, { properties })]) as Buffer;
  return record.length + note.length > limits.recordBytes ? record : Buffer.concat([record, note]);
}
