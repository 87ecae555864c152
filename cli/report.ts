import { join } from 'node:path';
import { Argument, InvalidArgumentError } from 'commander';
import { type Deployment, deployment, type Where } from '../operator/deployment.ts';
import { askAdmin } from '../operator/invoke.ts';
import { output } from '../operator/output.ts';
import { main, program, Stop } from '../operator/program.ts';
import { isDay, rangeOf } from '../reports/dates.ts';
import { unknown } from '../reports/exposure/unknown.ts';
import { formats } from '../reports/format.ts';
import { needsAffected, refused, whyNone } from '../reports/narrow.ts';
import { type Printing, withPrinting } from '../reports/options.ts';
import { inOrder } from '../reports/order.ts';
import { licenseEvidence, type Report, reports } from '../reports/reports.ts';
import { type Answer, parametersOf, type Question, queryTarget, shaped, threshold } from '../reports/run.ts';
import { runAll } from '../reports/run-all.ts';
import { type NarrowingOptions, narrowing, withNarrowing } from './report/narrow.ts';

type Asked = Omit<Question, 'to' | 'affected'> & { to?: string };
type Options = Where & Asked & NarrowingOptions & Printing & { all?: true; evidence?: string };

function date(text: string): string {
  if (!isDay(text))
    throw new InvalidArgumentError('A date reads 2026-11-22, today, or 30d for so many days.');
  return text;
}
function license(text: string): string {
  if (!/^[0-9a-f]{6,64}$/.test(text))
    throw new InvalidArgumentError('It is a license_id, or its first six digits or more.');
  return text;
}
function size(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError('It is a number from 1 to 999.');
  return Number(text);
}

const all = inOrder(reports());

async function report(name: string | undefined, options: Options): Promise<void> {
  if (!name && !options.all)
    return console.log(all.map((each) => `${each.name}\t${each.question}`).join('\n'));
  if (name && options.all) command.error('Name a report, or ask for --all of them.');
  if (options.all && !options.out) command.error('With --all, name a folder to write to: --out DIR.');
  if (options.evidence && name !== 'license-usage') command.error('Only license-usage has --evidence.');
  const chosen = options.evidence
    ? [licenseEvidence()]
    : options.all
      ? all.filter((each) => !needsAffected(each))
      : all.filter((each) => each.name === name);
  const given = { ...options, affected: options.affected ?? options.advisory };
  const able = chosen.filter((each) => refused(each, given).length === 0);
  const unable = chosen.filter((each) => !able.includes(each));
  if (unable[0] && able.length === 0)
    command.error(`The report ${unable[0].name} can't take --${refused(unable[0], given).join(' and --')}.`);
  if (!given.affected && able.some(needsAffected))
    command.error("Say which versions are affected: --affected '>=4.1 <4.2.3', or --advisory FILE.");
  const { sentence, ...narrowed } = narrowing(options, options.product);
  const question = {
    ...options,
    ...rangeOf(options.from, options.to),
    ...narrowed,
    license: options.evidence,
  };
  if (question.from >= question.to)
    command.error('--from must be before --to, which is not part of the range.');
  const there = await deployment(options);
  // Exposure says what it can't know, by the versions that are known.
  const asked = given.affected
    ? [...able, ...all.filter((each) => each.name === 'version-distribution')]
    : able;
  const queries = asked.map((each) => ({ sql: each.sql, parameters: parametersOf(each, question) }));
  const answers = (await runAll(queryTarget(there), queries, options.stack !== undefined)).map((answer, i) =>
    shaped(asked[i] as Report, question, answer),
  );
  if (question.product && answers.every(({ rows }) => rows.length === 0))
    await checkProduct(there, question.product);
  const words = [
    ...(sentence ? [sentence] : []),
    ...(given.affected ? unknown(answers.pop() as Answer) : []),
  ];
  if (words.length) console.error(words.join('\n'));
  if (unable.length)
    console.error(
      `Left out, since they can't be narrowed so: ${unable.map((each) => each.name).join(', ')}.`,
    );
  const none = whyNone(question);
  if (none && answers.every(({ rows }) => rows.length === 0)) console.error(none);
  if (options.all) return writeAll(options, question, able, answers);
  output(await render(options, question, able, answers, words), options.out);
}

/** A product that nobody made has no rows either: better to say so. Whoever may only query is not told. */
async function checkProduct(there: Deployment, product: string): Promise<void> {
  const { products } = await askAdmin(there, 'product list', {}).catch(() => ({ products: undefined }));
  if (!products || products.some((each) => each.product === product)) return;
  const known = products.map((each) => each.product).join(', ');
  throw new Stop(`There is no product ${product}. ${known ? `There are: ${known}.` : 'There is none yet.'}`);
}

/** The page, or one file per report. */
async function writeAll(
  options: Options,
  question: Question,
  chosen: Report[],
  answers: Answer[],
): Promise<void> {
  const folder = options.out as string;
  const write = (file: string, text: string) => output(text, join(folder, file));
  if (options.format === 'html') write('index.html', await render(options, question, chosen, answers));
  else {
    const ending = options.format === 'table' ? 'txt' : options.format;
    for (const [i, { name }] of chosen.entries())
      write(`${name}.${ending}`, formats[options.format](answers[i] as Answer, options.raw));
  }
  console.error(`written to ${folder}`);
}

async function render(
  { format, raw }: Options,
  question: Question,
  chosen: Report[],
  answers: Answer[],
  words: string[] = [],
): Promise<string> {
  if (format !== 'html') return formats[format](answers[0] as Answer, raw);
  // Loaded only where something is drawn: it takes a second.
  const { page } = await import('../reports/page.ts');
  const { aboutReports, sources } = await import('../reports/page-about.ts');
  return page(
    chosen.map((report, i) => ({ report, result: answers[i] as Answer })),
    [aboutReports(question), ...words].join(' '),
    sources(),
  );
}

const command = withNarrowing(
  withPrinting(program('report', 'Runs a report; without a name, lists them with their questions.')),
)
  .addArgument(new Argument('[name]', 'the report').choices(all.map(({ name }) => name)))
  .option('--all', 'all of them, written to the folder --out: with --format html as one page')
  .option('--product <name>', 'of this product only')
  .option(
    '--from <date>',
    'first day, UTC: a date, today, or so many days before --to, such as 30d',
    date,
    '90d',
  )
  .option(
    '--to <date>',
    'day after the last, UTC, not part of the range: a date, today, or so many days ago, such as 7d (default: tomorrow, so that today counts)',
    date,
  )
  .option(
    '--evidence <license_id>',
    'license-usage: the holds behind the peak of this license, seat by seat, so that a customer can recompute it',
    license,
  )
  .option('--include-test', 'count test and CI rows too')
  .option(
    '--threshold <n>',
    'merge groups of fewer installations or users into "other"; organizations, versions, licenses, products, features, contents and applications are exempt',
    size,
    threshold,
  )
  .addHelpText(
    'after',
    `
Examples:
  npm run report -- version-distribution --product atlas-cad
  npm run report -- license-usage --from 2026-09-01 --to 2026-10-01 --format csv --out usage.csv   (all of September)
  npm run report -- feature-adoption --from 30d            (the last 30 days, with today)
  npm run report -- feature-adoption --from 30d --to today (the 30 days before today)
  npm run report -- version-distribution --product atlas-cad --organization acme --by edition
  npm run report -- exposure --product atlas-cad --affected '>=4.1 <4.2.3'
  npm run report -- license-usage --evidence 6bd0… --format csv --out evidence.csv
  npm run report -- --all --format html --out reports      (reports/index.html)`,
  )
  .action(report);

await main(command);
