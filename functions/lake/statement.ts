import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type Counted, type OfProduct, type Statement, underRule } from '../../shared/statement.ts';
import { day, dayOf } from '../../shared/time.ts';
import { literal, type Result } from '../platform/athena.ts';
import { logFault } from '../platform/log-fault.ts';
import { organizationKey, organizationListKey, statementKey } from '../platform/records.ts';
import { hasStatement } from '../platform/statement.ts';
import { queryItems, readMany, setAttributes } from '../platform/store.ts';
import type { Lease, Work } from './lease.ts';

/** A report's text, as infra/bundle.ts puts it beside the code. */
type Compiled = { sql: string; parameters: string[] };
const compiled = (name: string): Compiled =>
  JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8'));

type Row = Result['rows'][number];
/** How far back a statement looks: as reports do. */
const range = 90 * day;

/** Makes the statements of all organizations that are to have one, and empties those of all others. */
export async function makeStatements({ lease, now }: Work): Promise<void> {
  const names = (await queryItems(organizationListKey())).map(({ sk }) => sk);
  const items = await readMany(names.map(organizationKey));
  const wanted = new Set(names.filter((_, i) => hasStatement(items[i])));
  const products = wanted.size > 0 ? await productsOf(lease, now, wanted) : new Map<string, OfProduct[]>();
  for (const organization_id of names) {
    const statement: Statement = {
      organization_id,
      basis: 'as claimed by installations',
      as_of: new Date(now).toISOString(),
      products: products.get(organization_id) ?? [],
    };
    const gzipped = wanted.has(organization_id) ? gzipSync(JSON.stringify(statement)) : null;
    // There is nothing to empty where there never was one.
    const condition = gzipped ? 'attribute_exists(pk) OR attribute_not_exists(pk)' : 'attribute_exists(pk)';
    // One that is too large for the store must not cost the others theirs.
    await setAttributes(statementKey(organization_id), { gzipped }, { if: condition }).catch(logFault);
  }
}

/** What each organization has of each product: by one statement for all of them, and the report on licenses. */
async function productsOf(
  lease: Lease,
  now: number,
  wanted: ReadonlySet<string>,
): Promise<Map<string, OfProduct[]>> {
  const ask = async (name: string) => {
    const { sql, parameters } = compiled(name);
    const given: Record<string, string> = {
      product: "''",
      from: literal(dayOf(now + day - range)),
      to: literal(dayOf(now + day)),
      include_test: 'false',
      organization: "''",
    };
    const rows = await lease.rows(
      sql,
      parameters.map((each) => given[each] as string),
    );
    return rows.filter(({ organization_id }) => wanted.has(organization_id as string));
  };
  const versions = byOrganizationAndProduct(await ask('versions'));
  const licenses = byOrganizationAndProduct(await ask('license-usage'));
  const all = new Map<string, OfProduct[]>();
  for (const organization_id of wanted) {
    const [counted, held] = [versions.get(organization_id), licenses.get(organization_id)];
    const products = [...new Set([...(counted?.keys() ?? []), ...(held?.keys() ?? [])])].sort();
    all.set(
      organization_id,
      products.map((product) => ({
        product,
        ...underRule((counted?.get(product) ?? []).map(versionOf)),
        licenses: (held?.get(product) ?? []).map(licenseOf),
      })),
    );
  }
  return all;
}

function byOrganizationAndProduct(rows: readonly Row[]): Map<string, Map<string, Row[]>> {
  const all = new Map<string, Map<string, Row[]>>();
  for (const row of rows) {
    const products = all.get(row.organization_id as string) ?? new Map<string, Row[]>();
    all.set(row.organization_id as string, products);
    products.set(row.product as string, [...(products.get(row.product as string) ?? []), row]);
  }
  return all;
}

const versionOf = ({ product_version, installations, last_seen_week }: Row) =>
  ({ product_version, installations, last_seen_week }) as Counted;

/** A row of license-usage as its customer reads it: without what is of the product as a whole, or of persons. */
function licenseOf({
  product,
  installations,
  coverage,
  seats_seen,
  ...row
}: Row): OfProduct['licenses'][number] {
  const seen = row.license_type === 'named_user' ? {} : { seats_seen };
  return { ...row, ...seen } as OfProduct['licenses'][number];
}
