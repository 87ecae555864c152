import { describe, expect, test } from 'vitest';
import {
  batchFields,
  catalog,
  contextFields,
  eventFields,
  noticeVersion,
} from '../shared/catalog/catalog.ts';
import { type Field, purposes } from '../shared/catalog/field.ts';
import { standard } from '../shared/catalog/standard.ts';
import { yours } from '../shared/catalog/yours.ts';
import { columns } from '../shared/columns.ts';
import { limits } from '../shared/limits.ts';

const fields = { ...batchFields, ...contextFields, ...eventFields };
const nameOf64 = /^[a-z][a-z0-9_]{0,63}$/;

function expectDeclared(name: string, field: Field) {
  expect(name).toMatch(nameOf64);
  expect(field.since).toSatisfy(Number.isInteger);
  expect(field.since).toBeGreaterThanOrEqual(1);
  expect(field.since).toBeLessThanOrEqual(noticeVersion);
  expect(field.description).not.toBe('');
  // JSON Schema has no flags; and a `g` or `y` pattern remembers where it was, and would refuse every other value.
  if ('pattern' in field) expect(field.pattern.flags).toBe('');
  if ('allowed' in field) expect(field.allowed).not.toHaveLength(0);
  if ('free_text' in field) expect(field.free_text).not.toBe('');
}

describe.each([...catalog])('%s', (name, declaration) => {
  const { purpose, since, properties } = declaration;

  test('has a name and a purpose, and came with a notice', () => {
    expect(name).toMatch(nameOf64);
    expect(purposes).toContain(purpose);
    expect(since).toSatisfy(Number.isInteger);
    expect(since).toBeGreaterThanOrEqual(1);
    expect(since).toBeLessThanOrEqual(noticeVersion);
  });

  test('has at most 64 properties, none of them older than itself', () => {
    expect(Object.keys(properties).length).toBeLessThanOrEqual(limits.properties);
    for (const [property, field] of Object.entries(properties)) {
      expectDeclared(property, field);
      expect(field.since).toBeGreaterThanOrEqual(since);
    }
  });

  test('says why it is necessary, if it claims to be', () => {
    if (declaration.purpose === 'essential') expect(declaration.justification.trim()).not.toBe('');
  });
});

test.each(Object.entries<Field>(fields))('the field %s is declared as it should be', (name, field) => {
  expectDeclared(name, field);
});

test("no event of the vendor's takes the name of a standard one, or of a row the service writes", () => {
  for (const name of Object.keys(yours)) {
    expect([...Object.keys(standard), 'consent_decided', 'erasure_requested']).not.toContain(name);
  }
});

test('the columns are those of the contract, in its order, each once', () => {
  const names = columns.map(({ name }) => name);
  expect(names).toEqual([
    ...['event_id', 'event_name', 'product', 'test', 'version_key', 'installation_id', 'organization_id'],
    ...['session_id', 'user_id', 'user_role', 'sequence', 'occurred_at', 'occurred_at_sent', 'received_at'],
    ...['event_day', 'country', ...Object.keys(contextFields), 'license_id', 'properties'],
  ]);
  expect(new Set(names).size).toBe(names.length);
});

test("the context is the contract's, in its order", () => {
  expect(Object.keys(contextFields).join(' ')).toBe(
    'product_version product_edition product_build sdk_name sdk_version ci language os_name os_version architecture ' +
      'cpu_cores memory_mb gpu_name screen_width screen_height device_type',
  );
});
