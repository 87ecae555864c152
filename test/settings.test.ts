import { expect, test } from 'vitest';
import { settings } from '#vendor/settings';
import { checked, mistakes } from '../shared/settings.check.ts';
import type { Settings } from '../shared/settings.ts';

const certificateArn =
  'arn:aws:acm:eu-central-1:123456789012:certificate/3f1c0a52-8f8e-4c55-a6ec-0d3f2a9b7c61';

test('nothing has to be set to deploy', () => {
  expect(mistakes(settings)).toEqual([]);
});

test('all that may be set can be set', () => {
  const all: Settings = {
    ...settings,
    name: 'Telemetry-2',
    vendor: { name: 'Contoso Software GmbH', contact: 'https://contoso.example/privacy' },
    domain: { name: 'telemetry.contoso.example', certificateArn },
    corsOrigins: ['https://app.contoso.example', 'http://localhost:3000'],
    next: { after_seconds: 3600, drop: ['feature_used'] },
    refreshHours: 2,
    exportHours: 12,
    countryTable: 'test/examples/countries/db-ip.mmdb',
    alarmEmail: 'operations@contoso.example',
    monthlyBudget: 99.5,
    tryOut: true,
  };
  expect(mistakes(all)).toEqual([]);
});

const examples: [string, object, string][] = [
  ['a name with a space', { name: 'my stack' }, 'name must begin with a letter and have at most 100 letters'],
  ['no vendor', { vendor: undefined }, 'vendor must be { name, contact }.'],
  [
    'a contact nobody can reach',
    { vendor: { name: 'Contoso', contact: 'the front desk' } },
    'vendor.contact must be an e-mail address or an https URL.',
  ],
  [
    'a domain with a path',
    { domain: { name: 'contoso.example/v1', certificateArn } },
    'domain.name must be a domain name, such as telemetry.example.com.',
  ],
  [
    'a certificate that is not of ACM',
    { domain: { name: 'telemetry.contoso.example', certificateArn: 'arn:aws:iam::1:server-certificate/x' } },
    'domain.certificateArn must be the ARN of a certificate in ACM.',
  ],
  ['an origin with a path', { corsOrigins: ['https://contoso.example/app'] }, 'corsOrigins must be a list'],
  ['one origin in place of a list', { corsOrigins: 'https://contoso.example' }, 'corsOrigins must be a list'],
  [
    'a throttle that lets nothing through',
    { throttle: { rate: 0, burst: 1 } },
    'throttle.rate must be a whole number from 1 to 100,000.',
  ],
  [
    'a directive on an event that is not in the catalog',
    { next: { after_seconds: 60, drop: ['feature_usedd'] } },
    'next.drop must be a list of which each must be the name of an event in the catalog.',
  ],
  ['a directive without an end', { next: { drop: [] } }, 'next.after_seconds must be a whole number'],
  [
    'a table of countries in another form',
    { countryTable: 'countries.csv' },
    'countryTable must be the path of a .mmdb file.',
  ],
  [
    'a retention of half a month',
    { retentionMonths: 0.5 },
    'retentionMonths must be a whole number from 1 to 120.',
  ],
  [
    'a landing that outlives an erasure',
    { landingDays: 14 },
    'landingDays must be a whole number from 3 to 10.',
  ],
  ['days that no log group takes', { logDays: 10 }, 'logDays must be one of 1, 3, 5'],
  [
    'a refresh that does not divide the day',
    { refreshHours: 5 },
    'refreshHours must be one of 1, 2, 3, 4, 6, 8.',
  ],
  [
    'exports that come after they have expired',
    { exportHours: 24 },
    'exportHours must be one of 1, 2, 3, 4, 6, 8, 12.',
  ],
  ['an hour that no day has', { dailyHour: 24 }, 'dailyHour must be a whole number from 0 to 23.'],
  [
    'a scan limit below the least Athena takes',
    { scanCutoffBytes: 1 },
    'scanCutoffBytes must be a whole number',
  ],
  ['a number as text', { retentionMonths: '25' }, 'retentionMonths must be a whole number'],
  ['an address without a domain', { alarmEmail: 'operations' }, 'alarmEmail must be an e-mail address.'],
  [
    'a budget that nobody hears of',
    { monthlyBudget: 50 },
    'monthlyBudget needs alarmEmail, or nobody would hear of it.',
  ],
  ['a word for yes', { tryOut: 'yes' }, 'tryOut must be true or false.'],
  ['a slip of the pen', { retentionMonth: 12 }, 'There is no setting retentionMonth.'],
];

test.each(examples)('%s is one mistake, in one sentence', (_, change, sentence) => {
  const found = mistakes({ ...settings, ...change } as Settings);
  expect(found).toEqual([expect.stringContaining(sentence)]);
  expect(found[0]).toMatch(/^[^\n]+\.$/);
});

test('all mistakes are named at once', () => {
  const wrong = { ...settings, name: '', logDays: 10, tryOut: 1 } as unknown as Settings;
  expect(() => checked(wrong)).toThrow(
    /settings\.ts.*\n {2}name must .*\n {2}logDays must .*\n {2}tryOut must /,
  );
});
