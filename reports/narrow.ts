import { Stop } from '../operator/program.ts';
import { organizationOf } from '../shared/forms/organization.ts';
import { affected } from './exposure/affected.ts';
import type { Report } from './reports.ts';
import { filters, type Question } from './run.ts';

/** What narrows a question, or has it split, as it is given; the affected versions as `--affected` has them. */
export type Narrowing = Pick<Question, 'organization' | 'edition' | 'country' | 'by'> & { affected?: string };

/** The parameter that a report has where it can be narrowed so. */
const parameterOf = {
  organization: 'organization',
  edition: 'edition',
  country: 'country',
  by: 'by',
  affected: 'low_1',
} as const satisfies Record<keyof Narrowing, string>;

/** What of a narrowing a report can't take. */
export const refused = ({ parameters }: Report, given: Narrowing): string[] =>
  Object.entries(parameterOf)
    .filter(([name, parameter]) => given[name as keyof Narrowing] && !parameters.includes(parameter))
    .map(([name]) => name);

/** Whether a report answers only when it is told what is affected. */
export const needsAffected = ({ parameters }: Report): boolean => parameters.includes(parameterOf.affected);

/** A narrowing in the form in which rows have it; a wrong one is a sentence. */
export function narrowed({ organization, edition, country, by, affected: text }: Narrowing) {
  const name = organization && organizationOf(organization);
  if (organization && !name) throw new Stop(`"${organization}" is no name of an organization.`);
  if (country && !/^[a-z]{2}$/i.test(country))
    throw new Stop(`"${country}" is no country: it has two letters, such as DE.`);
  return {
    organization: name || undefined,
    edition: edition || undefined,
    country: country?.toUpperCase() || undefined,
    by,
    affected: text ? affected(text) : undefined,
  };
}

/** Why a narrowed report may have no rows. */
export const whyNone = (question: Question): string | undefined =>
  filters.some((filter) => question[filter])
    ? `No rows: nobody was seen there, or too few. By edition or country, and by organization in reports on people or on what clients chose, a report shows only groups of at least ${question.threshold} installations that leave as many out.`
    : undefined;
