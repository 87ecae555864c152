import { has, is } from '../failed.ts';
import { life } from '../life.ts';
import { writeKey } from '../service.ts';

const wrong: [name: string, options: Record<string, unknown>][] = [
  ['an address without a scheme', { url: 'telemetry.example.com' }],
  ['an address of another scheme', { url: 'ftp://telemetry.example.com' }],
  ['an address that ends in /v1', { url: 'https://telemetry.example.com/v1' }],
  ['an address of a route', { url: 'https://telemetry.example.com/v1/events' }],
  ['an address with a query', { url: 'https://telemetry.example.com?x=1' }],
  ['an address with a fragment', { url: 'https://telemetry.example.com#x' }],
  ['an address with a name and a password', { url: 'https://a:b@telemetry.example.com' }],
  ['an empty address', { url: '' }],
  ['an empty key', { writeKey: '' }],
  ['a key without its product', { writeKey: 'Zx3vZx3vZx3v' }],
  ['a key whose product is no name', { writeKey: 'My App.Zx3v' }],
  ['a key with nothing after its dot', { writeKey: 'my-app.' }],
];
for (const [name, options] of wrong)
  life(`${name} is told at once, in a sentence`, async (at) => {
    const host = at.start();
    const sentence = await host.refused({
      do: 'open',
      url: at.service.url,
      writeKey,
      context: {},
      folder: at.folder,
      ...options,
    });
    is('a sentence', sentence.length > 20, true);
    is('files', at.files(), []);
  });

life('a key with space around it is taken', async (at) => {
  const host = await at.begin(['usage'], {}, { writeKey: ` ${writeKey}\n` });
  await host.use('a');
  is('flush', await host.flush(), true);
});

const organizations: [given: string, sent: string | undefined][] = [
  ['Acme Inc.', 'acme-inc'],
  ['  Contoso  GmbH & Co. KG ', 'contoso-gmbh-co.-kg'],
  ['हिन्दी लिमिटेड', 'हिन्दी-लिमिटेड'],
  ['ＡＣＭＥ', 'acme'],
  ['İstanbul A.Ş.', 'i̇stanbul-a.ş'],
  ['---', undefined],
  ['', undefined],
  ['anna@example.com', undefined],
  ['192.168.1.17', undefined],
  ['x'.repeat(129), undefined],
];
for (const [given, sent] of organizations)
  life(
    `the organization ${JSON.stringify(given.slice(0, 30))} is sent as ${sent === undefined ? 'none' : JSON.stringify(sent)}`,
    async (at) => {
      const host = at.start();
      await host.open({ organization_id: given });
      await host.grant('usage');
      await host.use('a');
      is('flush', await host.flush(), true);
      is(
        'organization_id',
        at.service.seen.map(({ body }) => body.organization_id),
        [sent, sent],
      );
    },
  );

const contexts: [name: string, given: Record<string, unknown>, sent: Record<string, unknown>][] = [
  ['a version with space around it', { product_version: ' 4.2.1 ' }, { product_version: '4.2.1' }],
  ['a version of 65 characters', { product_version: '1'.repeat(65) }, { product_version: null }],
  ['a language as an operating system has it', { language: 'de_DE.UTF-8' }, { language: 'de-DE' }],
  ['an edition', { product_edition: 'professional' }, { product_edition: 'professional' }],
  [
    'what only the program knows',
    { gpu_name: 'GeForce RTX 4070', screen_width: 2560 },
    { gpu_name: 'GeForce RTX 4070', screen_width: 2560 },
  ],
  ['whether it is a build machine', { ci: true }, { ci: true }],
];
for (const [name, given, sent] of contexts)
  life(`of the context, ${name}`, async (at) => {
    const host = await at.begin(
      ['usage', 'environment'],
      {},
      { context: { product_version: '1', ...given } },
    );
    await host.use('a');
    is('flush', await host.flush(), true);
    has('context', at.service.batches[0].context, sent);
  });

life('what is given wrong is told in debug mode, and nowhere else', async (at) => {
  at.talks = true;
  const host = at.start({ env: { ASSENT_DEBUG: '1' } });
  await host.open({ organization_id: 'Acme Inc.', context: { product_version: ' 1 ' } });
  await host.use('a');
  await host.grant('usage');
  await host.use('b');
  is('flush', await host.flush(), true);
  await host.end();
  for (const said of ['acme-inc', 'product_version', 'feature_used', '/v1/consent', '/v1/events', '202'])
    is(said, host.said.includes(said), true);
  const { secret } = at.json('consent').identity;
  is('the secret', host.said.includes(secret), false);
});
