import { catalog } from './catalog/catalog.ts';
import { isObject } from './catalog/validate.ts';
import { Refused } from './refused.ts';
import type { Settings } from './settings.ts';

/** What a value must be, in words, and whether it is. Values are unknown: Node runs the file without its types. */
type Rule = { must: string; is: (value: unknown) => boolean };

const one = (must: string, is: Rule['is']): Rule => ({ must, is });
const whole = (least: number, most: number): Rule =>
  one(
    `be a whole number from ${least.toLocaleString('en-US')} to ${most.toLocaleString('en-US')}`,
    (value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
  );
const oneOf = (values: readonly number[]): Rule =>
  one(`be one of ${values.join(', ')}`, (value) => values.includes(value as number));
const text = (must: string, pattern: RegExp): Rule =>
  one(must, (value) => typeof value === 'string' && pattern.test(value));
const listOf = ({ must, is }: Rule): Rule =>
  one(`be a list of which each must ${must}`, (value) => Array.isArray(value) && value.every(is));

const host = /[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*/;
const eMail = /[^\s@]+@[^\s@]+\.[^\s@]+/;

/** A rule for each setting; `?` after a name: it may be left undefined. */
const rules = {
  name: text(
    'begin with a letter and have at most 100 letters, digits and hyphens',
    /^[A-Za-z][A-Za-z0-9-]{0,99}$/,
  ),
  vendor: {
    name: text('be text, such as "Example Ltd."', /^\S.{0,199}$/),
    contact: text('be an e-mail address or an https URL', new RegExp(`^(?:${eMail.source}|https://\\S+)$`)),
  },
  'domain?': {
    name: text('be a domain name, such as telemetry.example.com', new RegExp(`^(?=.*\\.)${host.source}$`)),
    certificateArn: text(
      'be the ARN of a certificate in ACM',
      /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/\S+$/,
    ),
  },
  corsOrigins: listOf(
    text(
      'be an origin such as https://app.example.com, or *',
      new RegExp(`^(?:\\*|https?://${host.source}(?::\\d+)?)$`),
    ),
  ),
  throttle: { rate: whole(1, 100_000), burst: whole(1, 100_000) },
  'next?': {
    after_seconds: whole(0, 86_400 * 7),
    drop: listOf(one('be the name of an event in the catalog', (name) => catalog.has(name as string))),
  },
  'countryTable?': text('be the path of a .mmdb file', /^.+\.mmdb$/),
  retentionMonths: whole(1, 120),
  // Firehose may hold a row for a day, and what an erasure leaves in landing must be gone within its 14 days.
  landingDays: whole(3, 10),
  logDays: oneOf([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731]),
  // An alarm looks at three of these together, and at no more than a day.
  refreshHours: oneOf([1, 2, 3, 4, 6, 8]),
  dailyHour: whole(0, 23),
  refreshBytes: whole(1024, 1024 ** 4),
  // An export that was asked for is waited for, and staged, for a day.
  exportHours: oneOf([1, 2, 3, 4, 6, 8, 12]),
  scanCutoffBytes: whole(10 * 1024 ** 2, Number.MAX_SAFE_INTEGER),
  'alarmEmail?': text('be an e-mail address', new RegExp(`^${eMail.source}$`)),
  'monthlyBudget?': one('be a number above 0', (value) => Number.isFinite(value) && (value as number) > 0),
  tryOut: one('be true or false', (value) => typeof value === 'boolean'),
};
type Rules = { [name: string]: Rule | Rules };

/** A sentence for each mistake in the settings. */
export function mistakes(settings: Settings): string[] {
  if (!isObject(settings)) return ['settings must be an object.'];
  const found = wrong(settings, rules as Rules, '');
  if (settings.monthlyBudget !== undefined && settings.alarmEmail === undefined)
    found.push('monthlyBudget needs alarmEmail, or nobody would hear of it.');
  return found;
}

function wrong(values: object, rules: Rules, path: string): string[] {
  const given = values as Record<string, unknown>;
  const names = Object.keys(rules).map((name) => name.replace('?', ''));
  const unknown = Object.keys(given).filter((name) => !names.includes(name));
  return [
    ...unknown.map((name) => `There is no setting ${path}${name}.`),
    ...Object.entries(rules).flatMap(([key, rule]) => {
      const name = key.replace('?', '');
      const value = given[name];
      if (value === undefined && key.endsWith('?')) return [];
      if (isRule(rule)) return rule.is(value) ? [] : [`${path}${name} must ${rule.must}.`];
      if (!isObject(value)) return [`${path}${name} must be { ${Object.keys(rule).join(', ')} }.`];
      return wrong(value, rule, `${path}${name}.`);
    }),
  ];
}

const isRule = (rule: Rule | Rules): rule is Rule => typeof rule.is === 'function';

/** The settings, if there is nothing wrong with them; else throws `Refused`. */
export function checked(settings: Settings): Settings {
  const found = mistakes(settings);
  if (found.length === 0) return settings;
  throw new Refused('The settings (shared/settings.ts)', found);
}

/** Whether the notice would print an example in place of the vendor. */
export const unnamed = ({ vendor }: Settings): boolean =>
  /^Example /.test(vendor.name) || /[@.]example\.com$/.test(vendor.contact);
