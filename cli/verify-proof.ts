import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { JSONWebKeySet } from 'jose';
import { output, plainJson } from '../operator/output.ts';
import { main, Stop } from '../operator/program.ts';
import { compare } from './verify-proof/compare.ts';
import { provenIn } from './verify-proof/proven.ts';
import { say } from './verify-proof/say.ts';

type Options = { keys: string; receipts?: string; json?: true };

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (fault) {
    throw new Stop(`${file} can't be read (${(fault as NodeJS.ErrnoException).code}).`);
  }
}

/** The keys as `GET /v1/keys` answered them. */
function keysIn(file: string): JSONWebKeySet {
  try {
    const set = JSON.parse(read(file));
    if (Array.isArray(set.keys)) return set;
  } catch (fault) {
    if (fault instanceof Stop) throw fault;
  }
  throw new Stop(`${file} holds no keys: save what GET /v1/keys answers.`);
}

const proofsIn = (file: string, set: JSONWebKeySet) =>
  provenIn(read(file), set).catch((fault) => {
    throw fault instanceof SyntaxError ? new Stop(`${file} is neither JSON nor a proof.`) : fault;
  });

async function run(file: string, { keys, receipts, json }: Options): Promise<void> {
  const set = keysIn(keys);
  const found = await proofsIn(file, set);
  const own = receipts === undefined ? undefined : await proofsIn(receipts, set);
  const differences = own ? compare(found, own) : [];
  const wrong = [...found, ...(own ?? [])].flatMap(({ wrong }) => wrong);
  output(json ? plainJson({ proofs: found, differences }) : say(found, differences, own));
  if (wrong.length + differences.length > 0 || found.length === 0) process.exitCode = 1;
}

await main(
  new Command('npm run verify-proof --')
    .description(
      'Verifies the proof of a receipt, of an erasure, or of each decision in an export, offline, and shows what was signed.',
    )
    .argument('<file>', 'the receipt, the export, or a proof alone')
    .requiredOption('--keys <file>', 'what GET /v1/keys answered')
    .option(
      '--receipts <file>',
      "compare an export with the product's own receipts (`consent.receipts` of the SDK, as JSON)",
    )
    .option('--json', 'print one JSON object')
    .action(run),
);
