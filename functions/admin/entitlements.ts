import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { AthenaClient } from '@aws-sdk/client-athena';
import type { AdminAnswer, AdminRequest } from '../../shared/admin.ts';
import { importLimit } from '../../shared/entitlements.ts';
import { importsPrefix } from '../../shared/lake.ts';
import { type Lease, takeLease } from '../lake/lease.ts';
import { createTable } from '../lake/schema.ts';
import { literal } from '../platform/athena.ts';
import { clientSettings } from '../platform/client.ts';
import { productName } from '../platform/credentials.ts';
import { environment } from '../platform/environment.ts';
import { licenseIds } from '../platform/license.ts';
import { putObject } from '../platform/objects.ts';
import { productKey } from '../platform/records.ts';
import { readItems } from '../platform/store.ts';
import type { Entitlement } from './columns.ts';
import { readEntitlements } from './sold.ts';

const athena = new AthenaClient(clientSettings);
const merge = readFileSync(new URL('./entitlements.sql', import.meta.url), 'utf8');

/** How long to wait for another that writes the tables, and how often to look. In milliseconds. */
const patience = 10 * 60_000;
const look = 2000;
const shown = 10;

/** Replaces what a product's customers were sold by a CSV file: as a whole, or not at all. */
export async function importEntitlements({
  product,
  csv,
  date_format,
}: AdminRequest<'entitlements import'>): Promise<AdminAnswer<'entitlements import'>> {
  const known = productName.test(product) && (await readItems([productKey(product)]))[0];
  if (!known) return { error: `There is no product ${product}: add it first, with "product add".` };
  const bytes = gunzipSync(Buffer.from(csv, 'base64'), { maxOutputLength: importLimit });
  const read = readEntitlements(bytes, date_format);
  if ('wrong' in read) return { error: refusal(read.wrong) };

  const import_id = randomUUID();
  await stage(`${importsPrefix}${product}/${import_id}.json.gz`, import_id, read.rows);
  const lease = await waitForLease();
  if (!lease)
    return { error: 'The tables are being written by another; nothing was imported. Try again later.' };
  try {
    await lease.run(createTable(environment.bucket, 'entitlements'));
    await lease.run(
      merge.replaceAll('{product}', literal(product)).replaceAll('{import_id}', literal(import_id)),
    );
  } finally {
    await lease.release();
  }
  const { rows, notes } = read;
  const organizations = new Set(rows.map(({ organization_id }) => organization_id)).size;
  return { product, entitlements: rows.length, organizations, ...(notes.length > 0 && { notes }) };
}

function refusal(wrong: string[]): string {
  const more = wrong.length > shown ? [`and ${wrong.length - shown} more`] : [];
  return ['Nothing was imported:', ...wrong.slice(0, shown), ...more].join('\n  ');
}

/** Puts the rows where the statement can read them, so that it names none of them. From here on no key is left. */
async function stage(key: string, import_id: string, rows: Entitlement[]): Promise<void> {
  const ids = await licenseIds(rows.map(({ license_key }) => license_key));
  const lines = rows.map(({ license_key, ...row }) =>
    JSON.stringify({ import_id, license_id: ids.get(license_key), ...row }),
  );
  await putObject(key, gzipSync(`${lines.join('\n')}\n`));
}

async function waitForLease(): Promise<Lease | undefined> {
  for (const until = Date.now() + patience; ; await sleep(look)) {
    const lease = await takeLease(athena, environment.workgroup);
    if (lease || Date.now() > until) return lease;
  }
}
