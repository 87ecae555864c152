import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { csvColumns } from '../../shared/entitlements.ts';
import { day } from '../../shared/time.ts';
import { query } from './lake.ts';
import { command, type Local } from './local.ts';

/** A license as sold; `valid` is from when to when. */
export type Sold = {
  key: string;
  to?: string;
  type?: string;
  seats?: number | 'unlimited';
  valid?: [string, string];
};

/** The date so many days from today. */
export const date = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 10);

export function csvOf(sold: readonly Sold[]): string {
  const lines = sold.map(({ key, to = 'contoso', type = 'node_locked', seats = 5, valid }) =>
    [key, to, type, seats, ...(valid ?? [date(-300), date(60)])].join(','),
  );
  return [csvColumns.join(','), ...lines, ''].join('\n');
}

/** Imports a CSV text as a person would, from a file outside the data folder. */
export async function importCsv(data: string, product: string, csv: string | Buffer, ...args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'assent-csv-'));
  const file = join(folder, 'entitlements.csv');
  writeFileSync(file, csv);
  const outcome = await command('admin', data, 'entitlements', 'import', file, '--product', product, ...args);
  rmSync(folder, { recursive: true });
  return outcome;
}

/** Imports what was sold as the command does, by a call of the function. */
export async function imported({ functions, template }: Local, product: string, sold: readonly Sold[]) {
  const csv = gzipSync(csvOf(sold)).toString('base64');
  const name = template.outputs.AdminFunction as string;
  const outcome = await functions.invoke(name, { command: 'entitlements import', product, csv });
  return 'result' in outcome ? outcome.result : outcome;
}

/** The license_id that a key has in this run, by the contract's words. */
export function licenseId({ data, template }: Local, key: string): string {
  const [{ id = '' } = {}] = template.ofType('AWS::SecretsManager::Secret');
  const secret = readFileSync(join(data, 'secrets', id), 'utf8');
  const normal = key.trim().toUpperCase().replaceAll(/[ -]/g, '');
  return createHmac('sha256', secret).update(normal).digest('hex');
}

/** What a product's customers were sold, as it stands in the table. */
export const entitlements = (started: Local, product: string) =>
  query(started, 'SELECT * FROM entitlements WHERE product = ? ORDER BY seats_purchased', product);
