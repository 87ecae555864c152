import { afterAll, beforeAll, expect, test } from 'vitest';
import { addProduct, event, Installation, type Local, local, settle } from './local.ts';
import { rowsOf } from './rows.ts';

let started: Local;
beforeAll(async () => {
  started = await local();
});
afterAll(() => started.stop());

/** The country stored for an event that was posted from an address, with these purposes granted. */
async function countryFor(product: string, address: string, purposes: string[]): Promise<unknown> {
  const installation = new Installation(started, await addProduct(started, product));
  await installation.decide('granted', purposes);
  const batch = installation.batch([event()]);
  const { json } = await installation.call('POST', '/v1/events', batch, { 'x-forwarded-for': address });
  expect(json.accepted).toBe(1);
  await settle(started);
  return (await rowsOf(started, product))[0]?.country;
}

test.for([
  ['v4', '194.25.0.60', 'DE'],
  ['v4-mapped', '::ffff:194.25.0.60', 'DE'],
  ['v6', '2001:67c:2e8:22::c100:68b', 'NL'],
  ['nowhere', '127.0.0.1', null],
  ['garbage', 'not an address', null],
])(
  '%s: the country of the caller is looked up where environment is granted',
  async ([product, address, country]) => {
    expect(await countryFor(product as string, address as string, ['usage', 'environment'])).toBe(country);
  },
);

test('without environment no country is looked up', async () => {
  expect(await countryFor('not-granted', '194.25.0.60', ['usage'])).toBeNull();
});
