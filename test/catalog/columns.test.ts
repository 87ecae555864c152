import { expect, test } from 'vitest';
import { contextFields } from '../../shared/catalog/catalog.ts';
import { columns } from '../../shared/columns.ts';

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
