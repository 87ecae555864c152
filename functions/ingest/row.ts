import { catalog, contextFields } from '../../shared/catalog/catalog.ts';
import type { Field } from '../../shared/catalog/field.ts';
import { take } from '../../shared/catalog/take.ts';
import { millisecondsOf } from '../../shared/catalog/validate.ts';
import { plainText } from '../../shared/forms/text.ts';
import { versionKey } from '../../shared/versions/key.ts';
import type { Admitted } from './admit.ts';
import type { Batch } from './batch.ts';
import type { Checked } from './check.ts';
import { clock } from './clock.ts';
import { type Allowance, allowance, scrub } from './scrub.ts';
import type { Kept, Terms } from './terms.ts';

/** A row of `landing`: the columns of shared/columns.ts that have a value. */
export type Row = Record<string, unknown>;

/** What the rows of a batch have in common, made once. */
export type Common = {
  /** Who sent it, when it came, and the context: the end of each row's JSON. */
  end: string;
  terms: Terms;
  /** What scrubbing the batch may still take. */
  left: Allowance;
  /** When an event occurred, by the time it was stamped with. */
  occurred: (time: number) => number;
};

const declared = new Set(Object.keys(contextFields));

/** Makes what the rows of a batch that came at `now` have in common. */
export function common(
  batch: Batch,
  { product, test, organization_id }: Pick<Admitted, 'product' | 'test' | 'organization_id'>,
  terms: Terms,
  country: string | undefined,
  now: number,
): Common {
  const { installation_id, sent_at } = batch;
  const who = { product, test, installation_id, organization_id, received_at: iso(now), country };
  const context = take({ ...batch.context }, declared, terms.ofContext, '/context', terms.ignored);
  const left = allowance();
  const { product_version } = scrubbed(terms.ofContext, context, left);
  const version_key = product_version && versionKey(product_version as string);
  return {
    end: `,${JSON.stringify({ ...who, version_key, ...context }).slice(1)}`,
    terms,
    left,
    occurred: clock(sent_at, now),
  };
}

/** Shapes an event's row, up to its `common.end`: only what was consented to, scrubbed, its time corrected. */
export function shape(event: Checked, common: Common, license_id: string | undefined): string {
  const row = scrubbed(common.terms.ofEvent, { ...event }, common.left);
  const sent = millisecondsOf(event.occurred_at);
  const occurred_at_sent = iso(sent);
  const occurred = common.occurred(sent);
  row.occurred_at = occurred === sent ? occurred_at_sent : iso(occurred);
  row.occurred_at_sent = occurred_at_sent;
  row.event_day = occurred_at_sent.slice(0, 10);
  if (license_id) row.license_id = license_id;
  row.properties = properties(event, common);
  return JSON.stringify(row).slice(0, -1);
}

const iso = (time: number) => new Date(time).toISOString();

/** The values, scrubbed: changed in place. */
function scrubbed(fields: Kept, values: Row, left: Allowance): Row {
  for (const name of Object.keys(values)) {
    const field = fields.get(name);
    if (field) values[name] = clean(field, values[name], left);
  }
  return values;
}

function properties(event: Checked, { terms, left }: Common): Record<string, string> {
  const { notice_version } = terms.consent;
  const { purpose, properties: declared } = catalog.get(event.event_name) as NonNullable<
    ReturnType<typeof catalog.get>
  >;
  const row: Record<string, string> = {};
  for (const name of Object.keys(event.properties)) {
    const field = declared[name] as Field;
    const value = event.properties[name];
    if (value === undefined || field.type === 'license_key') continue;
    if (purpose !== 'essential' && field.since > notice_version) continue;
    row[name] = String(clean(field, value, left));
  }
  return row;
}

/** Scrubs whatever could hold an address. Before signs become spaces: they may stand within one. */
function clean(field: Field, value: unknown, left: Allowance): unknown {
  if (field.type === 'version' && value !== undefined) return scrub(value as string, left, 'version');
  if (field.type !== 'string' || 'allowed' in field || value === undefined) return value;
  return plainText(scrub(value as string, left));
}
