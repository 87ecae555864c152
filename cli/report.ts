import { writeFileSync } from 'node:fs';
import { AthenaClient } from '@aws-sdk/client-athena';
import { Argument, InvalidArgumentError, Option } from 'commander';
import { timeOf } from '../shared/catalog/validate.ts';
import { finish, literal, results, start } from '../shared/query.ts';
import { deployment, type Where } from './deployment.ts';
import { type Format, formats } from './format.ts';
import { main, program } from './program.ts';
import { type Report, reports } from './reports.ts';

type Options = Where & {
  product?: string;
  from: string;
  to: string;
  format: Format;
  out?: string;
  includeTest?: true;
};

const day = 86_400_000;
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

function date(text: string): string {
  if (Number.isNaN(timeOf(`${text}T00:00:00Z`))) throw new InvalidArgumentError('A date reads 2026-11-22.');
  return text;
}

const all = reports();

async function report(name: string | undefined, options: Options): Promise<void> {
  if (!name) return console.log(all.map((each) => `${each.name}\t${each.question}`).join('\n'));
  if (options.from >= options.to)
    command.error('--from must be before --to, which is not part of the range.');
  const chosen = all.find((each) => each.name === name) as Report;
  const text = formats[options.format](await ask(chosen, options));
  if (options.out) writeFileSync(options.out, `${text}\n`);
  else console.log(text);
}

/** Runs the report's own text with its parameters as literals: the same locally and on Athena. */
async function ask({ sql, parameters }: Report, options: Options) {
  const { outputs, aws } = await deployment(options);
  const client = new AthenaClient(aws);
  const given: Record<string, string> = {
    product: literal(options.product ?? ''),
    from: literal(options.from),
    to: literal(options.to),
    include_test: String(options.includeTest ?? false),
  };
  const workgroup = outputs.ReportsWorkgroup as string;
  const id = await start(client, {
    sql,
    workgroup,
    parameters: parameters.map((name) => given[name] as string),
  });
  await finish(client, id);
  return results(client, id);
}

const command = program('report', 'Runs a report; without a name, lists them with their questions.')
  .addArgument(new Argument('[name]', 'the report').choices(all.map(({ name }) => name)))
  .option('--product <name>', 'of this product only')
  .option('--from <date>', 'first day, UTC', date, dayOf(Date.now() - 89 * day))
  .option('--to <date>', 'day after the last, UTC', date, dayOf(Date.now() + day))
  .addOption(
    new Option('--format <format>', 'how to print it').choices(Object.keys(formats)).default('table'),
  )
  .option('--out <file>', 'write to this file')
  .option('--include-test', 'count test and CI rows too')
  .action(report);

await main(command);
