import type { Row } from '../../reports/charts/rows.ts';
import { link } from './address.ts';

/** Where a value leads: to the rows behind it. */
export function leadOf(filters: URLSearchParams, column: string, row: Row): string | undefined {
  const value = row[column];
  if (typeof value !== 'string' || /^(?:unknown|other)\b/.test(value)) return undefined;
  const product = typeof row.product === 'string' ? row.product : '';
  const of = (more: Record<string, string>) => ({ ...(product && { product }), ...more });
  const isOrganization = column === 'organization_id' || (column === 'name' && row.by === 'organization');
  const isCountry = column === 'country' || (column === 'name' && row.by === 'country');
  if (isOrganization) return link('reports/version-distribution', filters, of({ organization: value }));
  if (isCountry) return link('reports/version-distribution', filters, of({ country: value }));
  // Which customers have a version is what exposure tells of it.
  if (column === 'product_version') return link('reports/exposure', filters, of({ affected: `=${value}` }));
  if (column === 'license_id') return link('reports/license-evidence', filters, of({ license: value }));
  return undefined;
}

/** Where a mark of a chart leads: as the first of its columns that leads anywhere. */
export const leadOfMark = (filters: URLSearchParams, columns: readonly string[], row: Row) =>
  columns.map((column) => leadOf(filters, column, row)).find(Boolean);
