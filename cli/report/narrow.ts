import { type Command, Option } from 'commander';
import { advisory } from '../../reports/exposure/advisory.ts';
import { type Narrowing, narrowed } from '../../reports/narrow.ts';
import { splits } from '../../reports/run.ts';

export type NarrowingOptions = Narrowing & { advisory?: string };

export const withNarrowing = (command: Command): Command =>
  command
    .option('--organization <name>', 'of installations of this organization only')
    .option('--edition <name>', 'of installations of this edition only')
    .option('--country <code>', 'of installations in this country only, such as DE')
    .addOption(new Option('--by <what>', 'version-distribution: split each version by').choices(splits))
    .option('--affected <ranges>', "exposure: the affected versions, such as '>=4.1 <4.2.3 || =5.0'")
    .addOption(
      new Option(
        '--advisory <file>',
        'exposure: take the affected versions from an advisory in CSAF 2.0',
      ).conflicts('affected'),
    );

/** The narrowing of a question, and a sentence on which versions are affected. */
export function narrowing({ advisory: file, ...given }: NarrowingOptions, product: string | undefined) {
  if (file) {
    const { ranges: affected, sentence } = advisory(file, product);
    return { ...narrowed(given), affected, sentence };
  }
  const sentence = given.affected && `Affected are versions ${given.affected}.`;
  return { ...narrowed(given), sentence };
}
