import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Row } from '../../functions/ingest/row.ts';
import { purposes } from '../../shared/catalog/field.ts';
import { columns } from '../../shared/columns.ts';
import { versionKey } from '../../shared/versions/key.ts';
import { accepted, consentUnder, example } from '../examples/examples.ts';
import { bodyWith, rows } from './rows.ts';

const always =
  'event_id event_name product test version_key installation_id organization_id sequence occurred_at occurred_at_sent received_at ' +
  'event_day product_version product_edition product_build sdk_name sdk_version ci properties';
const withGrant: Record<string, string> = {
  usage: 'session_id',
  persons: 'user_id user_role',
  environment:
    'language os_name os_version architecture cpu_cores memory_mb gpu_name screen_width screen_height device_type',
};

test('a row holds what was consented to, and nothing else', () => {
  fc.assert(
    fc.property(fc.subarray([...purposes]), (more) => {
      const granted = purposes.filter((purpose) => purpose === 'usage' || more.includes(purpose));
      const consent = consentUnder({ consent: { decision: 'granted', purposes: granted } });
      const names = [always, ...granted.map((purpose) => withGrant[purpose] ?? '')].join(' ').split(' ');
      const [row] = rows(example(), consent) as [Row];
      expect(new Set(Object.keys(row))).toEqual(new Set(names.filter(Boolean)));
    }),
  );
});

test.each(accepted)('every value of $name has a column', ({ body }) => {
  const names = columns.map(({ name }) => name);
  for (const row of rows(body)) {
    expect(names).toEqual(expect.arrayContaining(Object.keys(row)));
    for (const value of Object.values(row.properties as object)) expect(value).toBeTypeOf('string');
  }
});

test('properties are the declared ones, as text', () => {
  const properties = { feature: 'export_pdf', count: '3', duration_ms: '1200' };
  expect(rows(example())).toMatchObject([{ properties }]);
  expect(rows(bodyWith({ properties: undefined }))).toMatchObject([{ properties: {} }]);
});

test('a license key is not in the row, in any column', () => {
  for (const name of ['license_activated', 'license_checked']) {
    const body = example(name);
    const key = body.events[0]?.properties?.license_key as string;
    expect(key).toBeTypeOf('string');
    expect(JSON.stringify(rows(body)).toLowerCase()).not.toContain(key.toLowerCase());
  }
});

test('who sends is what the key proves, and IDs are stored in lower case', () => {
  const body = example('other-spellings');
  const event_id = body.events[0]?.event_id as string;
  expect(rows(bodyWith({ session_id: event_id }, body))).toMatchObject([
    {
      product: 'editor',
      test: false,
      installation_id: body.installation_id.toLowerCase(),
      organization_id: 'contoso.example',
      event_id: event_id.toLowerCase(),
      session_id: event_id.toLowerCase(),
      user_id: 'b7d1f0a3c2e54d6f8a9b0c1d2e3f4a5b',
    },
  ]);
});

test('the key of a version goes with any event that has one', () => {
  const key = { version_key: versionKey('4.2.1') };
  expect(rows(example())).toMatchObject([{ product_version: '4.2.1', ...key }]);
  expect(rows(example('least'))[0]).not.toHaveProperty('version_key');
});

test('every text is scrubbed, and a version is left as it is', () => {
  const body = example();
  Object.assign(body.context as object, {
    product_version: '10.0.0.1',
    product_edition: 'for 10.0.0.1',
    sdk_name: 'by bob@example.com',
    os_name: 'of C:\\Users\\bob',
    gpu_name: '00:1b:44:11:3a:b7',
    device_type: '::1',
  });
  Object.assign(body.events[0] as object, {
    user_role: 'bob@example.com',
    properties: { feature: '/home/bob' },
  });
  expect(rows(body)).toMatchObject([
    {
      product_version: '10.0.0.1',
      os_version: '11.0.26100.2314',
      product_edition: 'for [ip]',
      sdk_name: 'by [email]',
      os_name: 'of C:\\Users\\[user]',
      gpu_name: '[mac]',
      device_type: '[ip]',
      user_role: '[email]',
      properties: { feature: '/home/[user]' },
    },
  ]);
});
