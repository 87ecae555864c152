import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Argument, InvalidArgumentError, Option } from 'commander';
import { deployment, type Where } from '../operator/deployment.ts';
import { main, program } from '../operator/program.ts';
import { type Format, formats } from '../reports/format.ts';
import { type Report, reports } from '../reports/reports.ts';
import { type Answer, type Question, queryTarget, threshold } from '../reports/run.ts';
import { runAll } from '../reports/run-all.ts';
import { timeOf } from '../shared/catalog/validate.ts';
import { day, dayOf } from '../shared/time.ts';

type Options = Where & Question & { all?: true; format: Format | 'html'; out?: string };

function date(text: string): string {
  if (Number.isNaN(timeOf(`${text}T00:00:00Z`))) throw new InvalidArgumentError('A date reads 2026-11-22.');
  return text;
}
function size(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError('It is a number from 1 to 999.');
  return Number(text);
}

const all = reports();

async function report(name: string | undefined, options: Options): Promise<void> {
  if (!name && !options.all)
    return console.log(all.map((each) => `${each.name}\t${each.question}`).join('\n'));
  if (name && options.all) command.error('Name a report, or ask for --all of them.');
  if (options.all && !options.out) command.error('With --all, name a folder to write to: --out DIR.');
  if (options.from >= options.to)
    command.error('--from must be before --to, which is not part of the range.');
  const chosen = options.all ? all : all.filter((each) => each.name === name);
  const target = queryTarget(await deployment(options));
  const answers = await runAll(target, chosen, options, options.stack !== undefined);
  if (options.all) return writeAll(options, chosen, answers);
  const text = await render(options, chosen, answers);
  if (options.out) writeFileSync(options.out, `${text}\n`);
  else console.log(text);
}

/** The page, or a file a report. */
async function writeAll(options: Options, chosen: Report[], answers: Answer[]): Promise<void> {
  const folder = options.out as string;
  mkdirSync(folder, { recursive: true });
  const write = (file: string, text: string) => writeFileSync(join(folder, file), `${text}\n`);
  if (options.format === 'html') write('index.html', await render(options, chosen, answers));
  else {
    const ending = options.format === 'table' ? 'txt' : options.format;
    for (const [i, { name }] of chosen.entries())
      write(`${name}.${ending}`, formats[options.format](answers[i] as Answer));
  }
  console.error(`written to ${folder}`);
}

async function render(
  { format, ...question }: Options,
  chosen: Report[],
  answers: Answer[],
): Promise<string> {
  if (format !== 'html') return formats[format](answers[0] as Answer);
  // Loaded only where something is drawn: it takes a second.
  const { page } = await import('../reports/page.ts');
  const { about, sources } = await import('../reports/page-about.ts');
  return page(
    chosen.map((report, i) => ({ report, result: answers[i] as Answer })),
    about(question),
    sources(),
  );
}

const command = program('report', 'Runs a report; without a name, lists them with their questions.')
  .addArgument(new Argument('[name]', 'the report').choices(all.map(({ name }) => name)))
  .option('--all', 'all of them, written to the folder --out: with --format html as one page')
  .option('--product <name>', 'of this product only')
  .option('--from <date>', 'first day, UTC', date, dayOf(Date.now() - 89 * day))
  .option('--to <date>', 'day after the last, UTC', date, dayOf(Date.now() + day))
  .addOption(
    new Option('--format <format>', 'how to print it')
      .choices([...Object.keys(formats), 'html'])
      .default('table'),
  )
  .option('--out <file>', 'write to this file; with --all, to files in this folder')
  .option('--include-test', 'count test and CI rows too')
  .option(
    '--threshold <n>',
    'merge countries, languages, roles and machines of fewer into "other"',
    size,
    threshold,
  )
  .action(report);

await main(command);
