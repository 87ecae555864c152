import { expect, test } from 'vitest';
import { refreshed } from './lake.ts';
import { addProduct, admin, command, event, Installation, localForFile } from './local.ts';

const started = localForFile({ schedules: false });

test('a product is removed with its keys once nothing but decisions is stored of it', async () => {
  const product = 'leaving';
  const remove = () => admin(started, 'product remove', { product });
  const hasRows = { error: expect.stringMatching(/^The product leaving has rows or entitlements/) };
  const key = await addProduct(started, product);
  const installation = new Installation(started, key);
  await installation.decide('granted', ['usage']);
  await installation.post([event()]);
  started.deliver();
  // Before the first refresh nobody can tell; then landed, then stored, then gone.
  expect(await remove()).toEqual({ error: expect.stringMatching(/^There are no tables to look at yet/) });
  await refreshed(started, 'retain');
  expect(await remove()).toEqual(hasRows);
  await refreshed(started, 'late');
  expect(await remove()).toEqual(hasRows);
  await admin(started, 'erase', { installation_id: installation.id, product });
  await refreshed(started, 'late', 'erase');
  const { code, out, err } = await command('admin', started.data, 'product', 'remove', product);
  expect([code, out], err).toEqual([0, 'Removed the product leaving and its write keys.\n']);
  const { products } = await admin(started, 'product list', {});
  expect(products.map(({ product }) => product)).not.toContain(product);
  expect(await remove()).toEqual({ error: 'There is no product leaving.' });
  // Whose name is free again, with another key.
  expect(await addProduct(started, product)).not.toBe(key);
});
