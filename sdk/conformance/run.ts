import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { main, Stop } from '../../operator/program.ts';
import { Failed } from './failed.ts';
import { type Language, languages } from './languages.ts';
import { allLives, Life, Skipped } from './life.ts';
import { hasProgram, type Tools, toolsOf } from './tools.ts';

type Options = { only?: string; list?: true; jobs: number; some?: number; keep?: true; again?: true };
type Count = { passed: number; failed: number; skipped: Map<string, number> };
const tell = (line: string) => console.log(line);
const root = join(import.meta.dirname, '..', '..');

for (const name of readdirSync(join(import.meta.dirname, 'lives')).sort()) await import(`./lives/${name}`);

/** Why a language can't be held to the lives here; undefined where it can. */
const lacking = ({ needs, lacks }: Language) => lacks ?? needs.find((name) => !hasProgram(name));
/** So many of them, spread evenly. */
const spread = <T>(all: T[], some = all.length): T[] => {
  const part = Math.min(some, all.length);
  const place = (n: number) => Math.floor((n * part) / all.length);
  return all.filter((_, n) => place(n + 1) !== place(n));
};

function build(name: string, { build = [] }: Language): void {
  for (const [command = '', ...args] of build) {
    const made = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
    if (made.status !== 0)
      throw new Stop(`The driver of ${name} was not made: ${made.error ?? `${made.stdout}${made.stderr}`}`);
  }
}

/** Plays one life; says what became of it. */
async function play(
  language: Language,
  tools: Tools,
  name: string,
  what: (life: Life) => Promise<void>,
  isKept: boolean,
) {
  const life = new Life(language, tools);
  try {
    await life.service.start();
    await what(life);
    await life.check();
    return undefined;
  } catch (fault) {
    if (fault instanceof Skipped) return fault;
    const { step, expected, got } =
      fault instanceof Failed
        ? fault
        : { step: 'the life itself', expected: 'no fault', got: (fault as Error).stack };
    const kept = isKept ? `\n        in        ${life.home}` : '';
    const indented = (text = '') => text.slice(0, 3000).replaceAll('\n', '\n                  ');
    tell(
      `FAILED  ${name}\n        step      ${step}\n        expected  ${indented(expected)}\n        got       ${indented(got)}${kept}`,
    );
    return fault as Error;
  } finally {
    await life.clear(isKept);
  }
}

async function hold(
  name: string,
  language: Language,
  tools: Tools,
  lives: typeof allLives,
  { jobs, keep, again }: Options,
): Promise<Count> {
  build(name, language);
  // A product may come from TypeScript.
  if (name !== 'typescript' && languages.typescript) build('typescript', languages.typescript);
  const count: Count = { passed: 0, failed: 0, skipped: new Map() };
  const rest = [...lives];
  const began = performance.now();
  let over = 0;
  const work = async () => {
    for (let next = rest.shift(); next; next = rest.shift()) {
      const started = performance.now();
      let fault = await play(language, tools, next[0], next[1], keep === true);
      if (again && fault && !(fault instanceof Skipped)) {
        tell(`again   ${next[0]}`);
        fault = await play(language, tools, next[0], next[1], keep === true);
      }
      const took = Math.round((performance.now() - started) / 1000);
      if (took >= 10) tell(`${took} s    ${next[0]}`);
      if (fault instanceof Skipped)
        count.skipped.set(fault.message, (count.skipped.get(fault.message) ?? 0) + 1);
      else if (fault) count.failed++;
      else count.passed++;
      if (++over % 25 === 0 || over === lives.length)
        tell(
          `${name}: ${over} of ${lives.length} lives, ${count.failed} failed, ${Math.round((performance.now() - began) / 1000)} s`,
        );
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  for (const [why, n] of count.skipped) tell(`${name}: ${n} lives skipped: ${why}`);
  return count;
}

async function run(asked: string[], options: Options): Promise<void> {
  const { only = '', list, jobs, some } = options;
  const lives = spread(
    allLives.filter(([name]) => name.includes(only)),
    some,
  );
  if (lives.length === 0) throw new Stop(`No life has "${only}" in its name. --list prints all names.`);
  if (list) return tell(lives.map(([name]) => name).join('\n'));
  if (!(Number.isInteger(jobs) && jobs >= 1)) throw new Stop('--jobs must be a number of 1 or more.');
  const unknown = asked.find((name) => !languages[name]);
  if (unknown)
    throw new Stop(`There is no language ${unknown}: name one of ${Object.keys(languages).join(', ')}.`);
  const tools = toolsOf(tell);
  let [passed, failed] = [0, 0];
  for (const [name, language] of Object.entries(languages)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const missing = lacking(language);
    if (missing) {
      tell(`skipped ${name}: this machine has no ${missing}`);
      continue;
    }
    const count = await hold(
      name,
      language,
      tools,
      spread(
        lives.filter(([life]) => language.lives?.test(life) ?? true),
        language.some,
      ),
      options,
    );
    passed += count.passed;
    failed += count.failed;
  }
  tell(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

await main(
  new Command('npm run sdk-conformance --')
    .description(
      'Plays the same scenarios, each a life of a program, with every SDK, against a scripted service on loopback.',
    )
    .argument(
      '[language...]',
      `of ${Object.keys(languages).join(', ')}; without one, all whose tools are here`,
    )
    .option('--only <text>', 'only the lives that have this in their names')
    .option('--list', 'print the names of the lives')
    .option('--some <n>', 'so many of them, spread evenly over the list', Number)
    .option('--jobs <n>', 'so many lives at a time', Number, 2)
    .option('--again', 'play a life that failed once more, for a machine that does much else')
    .option('--keep', 'leave the folders of the lives, and print where those that failed lie')
    .action(run),
);
