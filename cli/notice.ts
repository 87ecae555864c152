import { Command, Option } from 'commander';
import { main } from '../operator/program.ts';
import { checkCatalog, checkDeclared } from '../shared/catalog/catalog.check.ts';
import { languages } from '../shared/notice/languages.ts';
import type { Options } from './notice/files.ts';

/** What follows from the catalog is loaded once the catalog is known to be right. */
async function run({ release, overwrite, ...options }: Options & { release?: true; overwrite?: true }) {
  if (release) {
    checkDeclared();
    return (await import('./notice/release.ts')).release(overwrite);
  }
  const unreleased = await checkCatalog();
  if (unreleased) console.error(unreleased);
  return (await import('./notice/files.ts')).write(options);
}

await main(
  new Command('npm run notice --')
    .description(
      'Writes what a vendor needs to ask with: the privacy notice, a clause for the license agreement, the texts of a dialog, and drafts for those who must agree: an annex for a works council, a record of processing, and the facts of an impact assessment.',
    )
    .option('--out <dir>', 'write into this folder', 'privacy-notice')
    .addOption(
      new Option('--language <tag...>', 'in these languages only').choices(languages).default(languages),
    )
    .option('--region <name>', 'the AWS region where the data will lie, such as eu-central-1')
    .option('--url <url>', 'where the notice can be read; by default at the domain of the settings')
    .option(
      '--product <name>',
      'also the administrative template of this product, for Group Policy on Windows',
    )
    .option('--release', 'instead, keep what this notice lets be collected in shared/notice/released')
    .option('--overwrite', 'with --release, in place of what was released under the same version')
    .action(run),
);
