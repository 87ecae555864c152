import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { output, plainJson } from '../operator/output.ts';
import { main } from '../operator/program.ts';
import { compare } from './verify-proof/compare.ts';
import { provenIn } from './verify-proof/proven.ts';
import { say } from './verify-proof/say.ts';

type Options = { keys: string; receipts?: string; json?: true };

const read = (file: string) => readFileSync(file, 'utf8');

async function run(file: string, { keys, receipts, json }: Options): Promise<void> {
  const set = JSON.parse(read(keys));
  const found = await provenIn(read(file), set);
  const own = receipts === undefined ? undefined : await provenIn(read(receipts), set);
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
