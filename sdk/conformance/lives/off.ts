import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { has, is } from '../failed.ts';
import { life } from '../life.ts';

type How = { env?: Record<string, string>; policy?: string | Buffer; open?: Record<string, unknown> };
const off: [name: string, how: How, by: string][] = [
  ['DO_NOT_TRACK=1', { env: { DO_NOT_TRACK: '1' } }, 'DO_NOT_TRACK'],
  ['DO_NOT_TRACK=true', { env: { DO_NOT_TRACK: 'true' } }, 'DO_NOT_TRACK'],
  ['ASSENT_POLICY=off', { env: { ASSENT_POLICY: 'off' } }, 'policy'],
  ['ASSENT_POLICY of nonsense', { env: { ASSENT_POLICY: 'maybe' } }, 'policy'],
  ['an empty ASSENT_POLICY', { env: { ASSENT_POLICY: '' } }, 'policy'],
  ["an administrator's file that says off", { policy: '{"telemetry":"off"}' }, 'policy'],
  ["an administrator's file that is empty", { policy: '' }, 'policy'],
  ["an administrator's file that is torn", { policy: '{"telemetry":"as' }, 'policy'],
  ["an administrator's file of another kind", { policy: '["ask"]' }, 'policy'],
  ["an administrator's file that is null", { policy: 'null' }, 'policy'],
  ["an administrator's file that says true", { policy: '{"telemetry":true}' }, 'policy'],
  ['the option', { open: { off: true } }, 'option'],
];
const on: [name: string, how: How][] = [
  ['DO_NOT_TRACK=0', { env: { DO_NOT_TRACK: '0' } }],
  ['DO_NOT_TRACK=false', { env: { DO_NOT_TRACK: 'false' } }],
  ['an empty DO_NOT_TRACK', { env: { DO_NOT_TRACK: '' } }],
  ['ASSENT_POLICY=ask', { env: { ASSENT_POLICY: 'ask' } }],
  ["an administrator's file that lets users be asked", { policy: '{"telemetry":"ask","note":"of 2026"}' }],
  ["an administrator's file with a byte order mark", { policy: '\ufeff{"telemetry":"ask"}' }],
];

for (const [name, { env = {}, policy, open = {} }, by] of off)
  life(`${name} wins over a grant: nothing is queued, sent or looked up`, async (at) => {
    const before = await at.begin();
    await before.use('a');
    await before.close();
    await before.end();
    at.forgetLog();
    if (policy !== undefined) writeFileSync(join(at.home, 'policy.json'), policy);
    const host = at.start({ env: { ...env, ASSENT_WAIT_SCALE: '0.001' } });
    has('open', await host.open(open), { status: 'granted', off: by, active: false, ask: false });
    await host.use('b');
    is('preview', await host.preview(), []);
    await host.flush();
    is('grant', await host.grant('usage', 'licensing'), false);
    await host.close();
    await host.end();
    is('requests', at.service.seen, []);
    is('sockets', at.sockets(), []);
    is('segments', at.files().filter((file) => file === '.ready').length, 1);
  });

for (const [name, { env = {}, policy }] of on)
  life(`${name} changes nothing`, async (at) => {
    if (policy !== undefined) writeFileSync(join(at.home, 'policy.json'), policy);
    const host = at.start({ env });
    has('open', await host.open(), { off: null, ask: true });
    is('grant', await host.grant('usage'), true);
    await host.use('a');
    is('flush', await host.flush(), true);
    is('stored', at.service.stored.size, 1);
  });

life("an administrator's file that is a folder rules telemetry out", async (at) => {
  mkdirSync(join(at.home, 'policy.json'));
  const host = at.start();
  has('open', await host.open(), { off: 'policy', ask: false });
});

life("an administrator's file that nobody may read rules telemetry out", async (at) => {
  writeFileSync(join(at.home, 'policy.json'), '{"telemetry":"ask"}', { mode: 0o000 });
  const host = at.start({ bound: true });
  has('open', await host.open(), { off: 'policy', ask: false });
});

life('where it is turned off, a no is kept, and told once it is on again', async (at) => {
  const before = await at.begin();
  await before.end();
  const host = at.start({ env: { DO_NOT_TRACK: '1' } });
  await host.open();
  is('withdraw', await host.withdraw(), true);
  await host.flush();
  await host.end();
  is('requests', at.service.seen, []);
  const next = at.start();
  has('open', await next.open(), { status: 'withdrawn', ask: false });
  is('flush', await next.flush(), true);
  is(
    'decisions',
    at.service.on('consent').map(({ body }) => body.decision),
    ['withdrawn'],
  );
});
