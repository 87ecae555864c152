import { catalog, contextFields, eventFields } from '../../shared/catalog/catalog.ts';
import type { ContextField, Field } from '../../shared/catalog/field.ts';
import { timeOf } from '../../shared/catalog/validate.ts';
import { covers, type Standing } from '../../shared/consent.ts';
import type { Admitted } from './admit.ts';
import type { Batch } from './batch.ts';
import type { Checked } from './check.ts';
import { clock } from './clock.ts';
import { type Allowance, allowance, scrub } from './scrub.ts';

/** A row of `landing`: the columns of shared/columns.ts that have a value. */
export type Row = Record<string, unknown>;

/** What the rows of a batch have in common, made once. */
export type Common = {
  /** Who sent it, when it came, and the context: the end of each row's JSON. */
  end: string;
  /** What may be kept of an event beside its properties. */
  fields: Fields;
  standing: Standing;
  /** What scrubbing the batch may still take. */
  left: Allowance;
  /** When an event occurred, by the time it was stamped with. */
  occurred: (time: number) => number;
};
type Fields = ReadonlyMap<string, ContextField>;

/** Makes what the rows of a batch that came at `now` have in common. */
export function common(
  batch: Batch,
  { product, test, organization_id, standing }: Omit<Admitted, 'refusalOf'>,
  country: string | undefined,
  now: number,
): Common {
  const { installation_id, sent_at, context } = batch;
  const who = { product, test, installation_id, organization_id, received_at: iso(now), country };
  const left = allowance();
  return {
    end: `,${JSON.stringify({ ...who, ...kept(allowed(contextFields, standing), context, left) }).slice(1)}`,
    fields: allowed(eventFields, standing),
    standing,
    left,
    occurred: clock(sent_at, now),
  };
}

/** Shapes an event's row, up to its `common.end`: only what was consented to, scrubbed, its time corrected. */
export function shape(event: Checked, common: Common, license_id: string | undefined): string {
  const row = kept(common.fields, event, common.left);
  const sent = timeOf(event.occurred_at);
  const occurred_at_sent = iso(sent);
  row.occurred_at = iso(common.occurred(sent));
  row.occurred_at_sent = occurred_at_sent;
  row.event_day = occurred_at_sent.slice(0, 10);
  if (license_id) row.license_id = license_id;
  row.properties = properties(event, common);
  return JSON.stringify(row).slice(0, -1);
}

const iso = (time: number) => new Date(time).toISOString();

/** The fields that may be kept. Without a grant, an essential event goes with IDs and the product's version only. */
function allowed(fields: Readonly<Record<string, ContextField>>, standing: Standing): Fields {
  const granted = standing.status === 'granted' && !standing.optedOut;
  const may = ({ purpose, since, essential }: ContextField) =>
    purpose === 'any' ? granted || essential : covers(standing, purpose, since);
  return new Map(Object.entries(fields).filter(([, field]) => may(field)));
}

/** The values of these fields; all others are undefined, which JSON leaves out. A copy with its shape is the quickest. */
function kept(fields: Fields, values: Row, left: Allowance): Row {
  const row = { ...values };
  for (const name of Object.keys(row)) {
    const field = fields.get(name);
    row[name] = field && clean(field, row[name], left);
  }
  return row;
}

function properties(event: Checked, { standing: { notice_version }, left }: Common): Record<string, string> {
  const { purpose, properties: declared } = catalog.get(event.event_name) as NonNullable<
    ReturnType<typeof catalog.get>
  >;
  const { properties = {} } = event;
  const row: Record<string, string> = {};
  for (const name of Object.keys(properties)) {
    const field = declared[name] as Field;
    if (field.type === 'license_key') continue;
    if (purpose !== 'essential' && field.since > notice_version) continue;
    row[name] = String(clean(field, properties[name], left));
  }
  return row;
}

/** Lower-cases what has no case of its own, so that it compares equal, and scrubs whatever could hold an address. */
function clean(field: Field, value: unknown, left: Allowance): unknown {
  if (field.type === 'uuid' || field.type === 'pseudonym') return (value as string).toLowerCase();
  if (field.type === 'version') return scrub(value as string, left, 'version');
  if (field.type === 'string' && !('allowed' in field)) return scrub(value as string, left);
  return value;
}
