import { type Command, InvalidArgumentError, Option } from 'commander';
import { advisory } from '../../reports/exposure/advisory.ts';
import { affected } from '../../reports/exposure/affected.ts';
import type { Report } from '../../reports/reports.ts';
import { filters, type Question } from '../../reports/run.ts';
import { organizationOf } from '../../shared/forms/organization.ts';

/** What an option narrows a question to, or has it split by. */
export type Narrowing = {
  organization?: string;
  edition?: string;
  country?: string;
  by?: 'edition' | 'build';
  affected?: string;
  advisory?: string;
};

/** The parameter that a report has where it takes the option. */
const parameterOf = {
  organization: 'organization',
  edition: 'edition',
  country: 'country',
  by: 'by',
  affected: 'low_1',
  advisory: 'low_1',
} as const satisfies Record<keyof Narrowing, string>;

export const withNarrowing = (command: Command): Command =>
  command
    .option('--organization <name>', 'of installations of this organization only', organization)
    .option('--edition <name>', 'of installations of this edition only')
    .option('--country <code>', 'of installations in this country only, such as DE', country)
    .addOption(
      new Option('--by <what>', 'version-distribution: split each version by').choices(['edition', 'build']),
    )
    .option('--affected <ranges>', "exposure: the affected versions, such as '>=4.1 <4.2.3 || =5.0'")
    .addOption(
      new Option(
        '--advisory <file>',
        'exposure: take the affected versions from an advisory in CSAF 2.0',
      ).conflicts('affected'),
    );

function organization(text: string): string {
  const name = organizationOf(text);
  if (!name) throw new InvalidArgumentError('That is no name of an organization.');
  return name;
}
function country(text: string): string {
  if (!/^[a-z]{2}$/i.test(text)) throw new InvalidArgumentError('It has two letters, such as DE.');
  return text.toUpperCase();
}

/** The options, of those given, that a report does not take. */
export const refused = ({ parameters }: Report, given: Narrowing): string[] =>
  Object.entries(parameterOf)
    .filter(([option, parameter]) => given[option as keyof Narrowing] && !parameters.includes(parameter))
    .map(([option]) => `--${option}`);

/** Whether a report answers only when it is told what is affected. */
export const needsAffected = ({ parameters }: Report): boolean => parameters.includes(parameterOf.affected);

/** The affected ranges, and a sentence on where they come from. */
export function ranges({ affected: text, advisory: file }: Narrowing, product: string | undefined) {
  if (file) return advisory(file, product);
  return text === undefined
    ? undefined
    : { ranges: affected(text), sentence: `Affected are versions ${text}.` };
}

/** Why a narrowed report may have no rows. */
export const whyNone = (question: Question): string | undefined =>
  filters.some((filter) => question[filter])
    ? `No rows: nobody was seen there, or too few. By edition or country, and by organization in reports on people or on what clients chose, a report shows only groups of at least ${question.threshold} installations that leave as many out.`
    : undefined;
