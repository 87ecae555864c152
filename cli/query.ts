import { QueryFailed } from '../functions/platform/athena.ts';
import { deployment, type Where } from '../operator/deployment.ts';
import { output } from '../operator/output.ts';
import { main, program, Stop } from '../operator/program.ts';
import { formats } from '../reports/format.ts';
import { type Printing, withPrinting } from '../reports/options.ts';
import { readOnly } from '../reports/read-only.ts';
import { type Answer, queryTarget } from '../reports/run.ts';
import { runAll } from '../reports/run-all.ts';

type Options = Where & Printing;

async function query(text: string, { format, out, raw, ...where }: Options): Promise<void> {
  const sql = readOnly(text);
  const target = queryTarget(await deployment(where));
  const [answer] = await runAll(target, [{ sql, parameters: [] }], where.stack !== undefined).catch(sentence);
  output(format === 'html' ? await page(sql, answer as Answer) : formats[format](answer as Answer, raw), out);
}

/** What the engine found wrong is for whoever wrote the statement; where it stands in the local engine's is not. */
function sentence(fault: Error): never {
  if (fault instanceof QueryFailed) throw new Stop(`The query failed: ${fault.message.split('\n')[0]}`);
  throw fault;
}

async function page(sql: string, result: Answer): Promise<string> {
  // Loaded only where it is needed: it takes a second.
  const { page } = await import('../reports/page.ts');
  const report = { name: 'query', title: 'Query', question: sql, notes: '' };
  return page([{ report, result }], 'Asked in SQL; times are in UTC.', '');
}

await main(
  withPrinting(
    program(
      'query',
      "Runs one statement of SQL in Athena's dialect on the tables of the database usage. It only reads.",
    ),
  )
    .argument('<sql>', 'the statement, in quotes: SELECT, WITH, SHOW, DESCRIBE or EXPLAIN')
    .addHelpText(
      'after',
      `
Examples:
  npm run query -- "SHOW TABLES"
  npm run query -- "SELECT event_name, count(*) AS events FROM events GROUP BY 1 ORDER BY 2 DESC"
  npm run query -- "SELECT * FROM entitlements" --format csv --out entitlements.csv

docs/reports.md has the tables, their columns, and ten queries to start from. On Athena a query runs in the stack's
workgroup for reports, and the command says what it read and cost.`,
    )
    .action(query),
);
