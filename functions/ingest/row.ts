import { catalog, contextFields, eventFields } from '../../shared/catalog/catalog.ts';
import type { ContextField, Field } from '../../shared/catalog/field.ts';
import { timeOf } from '../../shared/catalog/validate.ts';
import { covers, type Standing } from '../../shared/consent.ts';
import { limits } from '../../shared/limits.ts';
import type { Admitted } from './admit.ts';
import type { Batch } from './batch.ts';
import type { Checked } from './check.ts';
import { scrub } from './scrub.ts';

/** A row of `landing`: the columns of shared/columns.ts that have a value. */
export type Row = Record<string, unknown>;

const iso = (time: number) => new Date(time).toISOString();

/** What every event of a batch has in common, made once: who sent it, when it came, and the context. */
export function common(
  batch: Batch,
  { product, test, organization_id, standing }: Admitted,
  now: number,
): Row {
  return {
    product,
    test,
    installation_id: batch.installation_id,
    organization_id,
    received_at: iso(now),
    ...kept(contextFields, batch.context, standing),
  };
}

/** Shapes the row of an event: only what was consented to, scrubbed, with its time corrected if the clock was off. */
export function shape(
  event: Checked,
  shared: Row,
  { sent_at }: Batch,
  { standing }: Admitted,
  license_id: string | undefined,
  now: number,
): Row {
  const sent = timeOf(event.occurred_at);
  const skew = now - sent_at;
  // A clock that says 9999 must not lead to a year before 0, which no reader of the table takes.
  const occurred_at = iso(Math.abs(skew) > limits.clockSkew ? Math.max(0, sent + skew) : sent);
  return {
    ...kept(eventFields, event, standing),
    ...shared,
    occurred_at,
    occurred_at_sent: iso(sent),
    event_day: iso(sent).slice(0, 10),
    ...(license_id && { license_id }),
    properties: properties(event, standing),
  };
}

/** The values that may be kept. Without a grant, an essential event goes with IDs and the product's version only. */
function kept(fields: Readonly<Record<string, ContextField>>, values: Row, standing: Standing): Row {
  const granted = standing.status === 'granted' && !standing.optedOut;
  const row: Row = {};
  for (const name of Object.keys(values)) {
    const field = fields[name];
    if (!field) continue;
    const may =
      field.purpose === 'any' ? granted || field.essential : covers(standing, field.purpose, field.since);
    if (may) row[name] = clean(field, values[name]);
  }
  return row;
}

function properties(event: Checked, standing: Standing): Record<string, string> {
  const { purpose, properties: declared } = catalog.get(event.event_name) as NonNullable<
    ReturnType<typeof catalog.get>
  >;
  const row: Record<string, string> = {};
  for (const [name, value] of Object.entries(event.properties ?? {})) {
    const field = declared[name] as Field;
    if (field.type === 'license_key') continue;
    if (purpose !== 'essential' && field.since > standing.notice_version) continue;
    row[name] = String(clean(field, value));
  }
  return row;
}

/** Lower-cases what has no case of its own, so that it compares equal, and scrubs whatever could hold an address. */
function clean(field: Field, value: unknown): unknown {
  if (field.type === 'uuid' || field.type === 'pseudonym') return (value as string).toLowerCase();
  if (field.type === 'string' && !('allowed' in field)) return scrub(value as string);
  return value;
}
