import { countryTable } from '../shared/country-table.ts';
import { unnamed } from '../shared/settings.check.ts';
import type { Settings } from '../shared/settings.ts';
import { day, dayOf } from '../shared/time.ts';
import { hasBudgets } from './budget.ts';

/** What a deployment should have and can do without: a name and a sentence each, for the CDK's command line. */
export function warnings(settings: Settings, region?: string): [name: string, sentence: string][] {
  const { alarmEmail, monthlyBudget } = settings;
  const { kind, built } = countryTable(settings.countryTable);
  const all: [boolean, string, string][] = [
    [
      unnamed(settings),
      'vendor',
      'shared/settings.ts names an example vendor, and the notice prints it: set your name and contact there.',
    ],
    [
      alarmEmail === undefined,
      'alarm-email',
      'shared/settings.ts sets no alarmEmail: nobody hears when rows are late or an erasure is overdue.',
    ],
    [
      monthlyBudget === undefined,
      'monthly-budget',
      'shared/settings.ts sets no monthlyBudget: nobody hears when the account is about to cost more than you expect, as by a flood of requests.',
    ],
    [
      monthlyBudget !== undefined && !hasBudgets(region),
      'no-budgets',
      `CloudFormation makes no budgets in ${region}: this stack is deployed without one, so make it in the console (Billing, Budgets).`,
    ],
    [
      built.getTime() + 365 * day < Date.now(),
      'country-table',
      `The table of countries (${kind}) is of ${dayOf(built.getTime())}, older than a year: docs/operations.md, "Countries", says how to renew it.`,
    ],
  ];
  return all.flatMap(([holds, name, sentence]) => (holds ? [[name, sentence]] : []));
}
