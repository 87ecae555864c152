import { batchFields, contextFields, eventFields, serviceFields } from '../../shared/catalog/catalog.ts';
import type { ContextField, EventDeclaration } from '../../shared/catalog/field.ts';
import { standard } from '../../shared/catalog/standard.ts';
import { columns } from '../../shared/columns.ts';

/** The tables of docs/reports.md, as they follow from the catalog. */

const fields: Record<string, ContextField> = {
  ...batchFields,
  ...contextFields,
  ...eventFields,
  ...serviceFields,
};
/** What the service itself fills in. */
const ours: Record<string, string> = {
  product: 'The product, by the write key it was sent with.',
  test: 'Whether it was sent with a test key; reports leave those rows out.',
  version_key: 'Made of `product_version`, [to sort versions by](#the-order-of-versions).',
  occurred_at:
    'When it happened, UTC, corrected where the clock was more than ten minutes off; never after `received_at`.',
  occurred_at_sent: 'When it happened, as sent.',
  received_at: 'When it arrived.',
  event_day: 'The date of `occurred_at_sent`, UTC: the partition.',
  license_id: 'A keyed digest of the license key.',
  properties: 'What the event itself declares, as text: the table below.',
};

const row = (...cells: string[]) => `| ${cells.join(' | ')} |`;

export const columnTable = (): string =>
  [
    row('Column', 'Type', 'Kept with', 'What it is'),
    '|---|---|---|---|',
    ...columns.map(({ name, events }) => {
      const field = fields[name];
      const purpose = field?.purpose ?? (name === 'license_id' ? 'licensing' : 'any');
      const kept = purpose === 'any' ? 'any event' : `\`${purpose}\``;
      return row(`\`${name}\``, `\`${events}\``, kept, ours[name] ?? (field?.description as string));
    }),
  ].join('\n');

/** Of the standard events: a vendor's own are not in the docs. */
export const eventTable = (): string =>
  [
    row('`event_name`', 'Purpose', '`properties`', 'What it says'),
    '|---|---|---|---|',
    ...Object.entries<EventDeclaration>(standard).map(([name, { purpose, properties, description }]) => {
      const kept = Object.entries(properties).filter(([, { type }]) => type !== 'license_key');
      const names = kept.map(([each]) => `\`${each}\``).join(', ');
      return row(`\`${name}\``, `\`${purpose}\``, names, description);
    }),
  ].join('\n');
