import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Command } from 'commander';
import { literal, QueryFailed, type Result } from '../../functions/platform/athena.ts';
import { type Deployment, deployment, type Where } from '../../operator/deployment.ts';
import { output, plainJson } from '../../operator/output.ts';
import { Stop } from '../../operator/program.ts';
import { formats } from '../../reports/format.ts';
import { queryTarget, runQuery } from '../../reports/run.ts';
import { csvColumns, importLimit, noEnd } from '../../shared/entitlements.ts';
import type { Ask } from './ask.ts';

/** What a call of a function carries, less its other fields. */
const callLimit = 6 * 1024 * 1024 - 1024;

/** The commands for what customers were sold. */
export function addEntitlements(admin: Command, ask: Ask): void {
  const entitlements = admin.command('entitlements').description('What customers were sold.');
  entitlements
    .command('import <file>')
    .description(`replace a product's entitlements by a CSV file: ${csvColumns.join(', ')}`)
    .requiredOption('--product <name>', 'the product')
    .option('--date-format <format>', 'how its dates are written, such as DD.MM.YYYY (default: YYYY-MM-DD)')
    .action((file: string, { product: name, dateFormat }: { product: string; dateFormat?: string }) => {
      const request = { product: name, csv: packed(file), date_format: dateFormat };
      return ask('entitlements import', request, ({ notes = [], ...done }) => {
        const sold = counted(done.entitlements, 'entitlement');
        const of = counted(done.organizations, 'organization');
        return [`${done.product} now has ${sold}, of ${of}.`, ...notes].join('\n');
      });
    });

  entitlements
    .command('show')
    .description('show what the customers of a product were sold, each license by the beginning of its ID')
    .requiredOption('--product <name>', 'the product')
    .action(async ({ product: name }: { product: string }) => {
      const sold = await entitlementsOf(await deployment(admin.opts<Where>()), name);
      output(admin.opts().json ? plainJson({ product: name, entitlements: sold.rows }) : table(sold));
    });
}

/** A file on its way to the function. */
function packed(file: string): string {
  const bytes = read(file);
  const csv = gzipSync(bytes).toString('base64');
  if (bytes.length > importLimit || csv.length > callLimit) {
    throw new Stop(`${file} is too large: an import takes 32 MiB, and 4 MiB once gzipped.`);
  }
  return csv;
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (fault) {
    throw new Stop(`${file} can't be read (${(fault as NodeJS.ErrnoException).code}).`);
  }
}

const counted = (count: number, what: string) =>
  `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`;

const sql = `SELECT organization_id, license_type, license_id, seats_purchased, valid_from, valid_to
FROM entitlements
WHERE product = ?
ORDER BY organization_id, license_type, license_id`;

/** What the customers of a product were sold; nothing where no product has imported any yet. */
async function entitlementsOf(there: Deployment, product: string): Promise<Result> {
  try {
    return await runQuery(queryTarget(there), sql, [literal(product)]);
  } catch (fault) {
    if (fault instanceof QueryFailed && /does not exist|TABLE_NOT_FOUND/.test(fault.message))
      return { columns: [], rows: [] };
    throw fault;
  }
}

/** As people read it. */
function table({ columns, rows }: Result): string {
  if (rows.length === 0) return 'Nothing was imported: see "npm run admin -- entitlements import --help".';
  const shown = rows.map((row) => ({
    ...row,
    seats_purchased: row.seats_purchased ?? 'unlimited',
    valid_to: row.valid_to === noEnd ? 'no end' : (row.valid_to ?? ''),
  }));
  return formats.table({ columns, rows: shown });
}
