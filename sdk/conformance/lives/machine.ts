import { readFileSync } from 'node:fs';
import { release as kernel } from 'node:os';
import { join } from 'node:path';
import { shared } from '../body.ts';
import { holds, is } from '../failed.ts';
import { life, Skipped } from '../life.ts';
import type { Json } from '../service.ts';

const read = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'vectors', `${name}.json`), 'utf8'));

for (const LC_ALL of [
  'tr_TR.UTF-8',
  'de_DE.UTF-8',
  'ar_EG.UTF-8',
  'fa_IR.UTF-8',
  'th_TH.UTF-8',
  'C',
  'POSIX',
  'xx_YY',
  '',
])
  life(
    `under the locale ${LC_ALL || 'that is empty'} times, numbers and names are as everywhere`,
    async (at) => {
      const start = { env: { LC_ALL, LANG: LC_ALL, TZ: 'Asia/Kolkata' } };
      const host = await at.begin(['usage', 'diagnostics', 'environment'], start);
      await host.track('feature_used', { feature: 'INSTALL İıIi', count: 1234567 });
      await host.track('resource_usage_reported', { cpu_percent: 1234.5, memory_used_mb: 0.001 });
      await host.do({ do: 'session', started: true });
      is('flush', await host.flush(), true);
      const { context, events } = at.service.batches[0];
      is(
        'events',
        shared({ events }).events.map(({ event_name, occurred_at, properties }: Json) => [
          event_name,
          occurred_at,
          properties,
        ]),
        [
          ['feature_used', 'time', { feature: 'INSTALL İıIi', count: 1234567 }],
          ['resource_usage_reported', 'time', { cpu_percent: 1234.5, memory_used_mb: 0.001 }],
          ['session_started', 'time', {}],
          ['installation_changed', 'time', { action: 'installed' }],
        ],
      );
      const off = Math.abs(Date.parse(events[0].occurred_at) - at.now);
      holds('occurred_at', off < 60_000, 'now', events[0].occurred_at);
      holds(
        'the language',
        context.language === undefined || /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(context.language),
        'a tag or none',
        context.language,
      );
    },
  );

life('a locale of Germany is sent as de-DE', async (at) => {
  const host = await at.begin(['usage', 'environment'], {
    env: { LC_ALL: 'de_DE.UTF-8', LANG: 'de_DE.UTF-8' },
  });
  await host.use('a');
  await host.flush();
  is('language', at.service.batches[0].context.language, 'de-DE');
});

const kernels: [name: string, release: string, sent: string | undefined][] = [
  ['as Debian names it', '6.1.0-18-amd64', '6.1.0-18-amd64'],
  ['as WSL names it', '5.15.167.4-microsoft-standard-WSL2', '5.15.167.4-microsoft-standard-WSL2'],
  ['of one number', '7', '7'],
  ['with a plus', '6.8.0+', '6.8.0+'],
  ['with space around it', '  6.1 ', '6.1'],
];
for (const [name, release, sent] of kernels)
  life(`a kernel ${name} is the version of the system`, async (at) => {
    at.needsShim();
    const host = await at.begin(['usage', 'environment'], { env: { SHIM_KERNEL: release } });
    await host.use('a');
    is('flush', await host.flush(), true);
    const { os_name, os_version } = at.service.batches[0].context;
    if (os_version === kernel()) throw new Skipped('its runtime asks the kernel past the C library');
    is('the system', [os_name, os_version], ['Linux', sent]);
  });

life('a kernel without a name costs that field and nothing more', async (at) => {
  at.needsShim();
  const host = await at.begin(['usage', 'environment'], { env: { SHIM_KERNEL: '' } });
  await host.use('a');
  is('flush', await host.flush(), true);
  is('stored', at.service.stored.size, 1);
});

life('the environment is what the machine tells, in the forms that all SDKs share', async (at) => {
  const host = await at.begin(['usage', 'environment']);
  await host.use('a');
  is('flush', await host.flush(), true);
  const { context } = at.service.batches[0];
  const { architecture, os_name } = read('machine');
  const forms = (table: Json) => new Set(table.cases.map(({ sent }: Json) => sent));
  holds(
    'architecture',
    forms(architecture).has(context.architecture),
    'one of the table',
    context.architecture,
  );
  holds('os_name', forms(os_name).has(context.os_name), 'one of the table', context.os_name);
  for (const name of ['cpu_cores', 'memory_mb'])
    holds(name, Number.isInteger(context[name]) && context[name] > 0, 'a whole number', context[name]);
  const known = [
    'language',
    'os_name',
    'os_version',
    'architecture',
    'cpu_cores',
    'memory_mb',
    'ci',
    'product_version',
    'sdk_name',
    'sdk_version',
  ];
  is(
    'nothing else',
    Object.keys(context).filter((name) => !known.includes(name)),
    [],
  );
  is('ci', context.ci, false);
});

for (const [name, value, ci] of [
  ['GITHUB_ACTIONS', 'true', true],
  ['CI', 'true', true],
  ['TF_BUILD', 'True', true],
  ['JENKINS_URL', 'http://x', false],
  ['CI', 'false', false],
] as const)
  life(`${name}=${value} is ${ci ? 'a' : 'no'} build machine`, async (at) => {
    const host = await at.begin(['usage'], { env: { [name]: value } });
    await host.use('a');
    is('flush', await host.flush(), true);
    is('ci', at.service.batches[0].context.ci, ci);
  });

life('without a folder given, it is that of the user and the product', async (at) => {
  const host = at.start({ env: { XDG_STATE_HOME: '' } });
  await host.open({ folder: undefined });
  is('refuse', await host.refuse(), true);
  const state = join(at.home, '.local', 'state', 'suite', 'telemetry', 'consent');
  is('consent', JSON.parse(readFileSync(state, 'utf8')).status, 'refused');
  const other = at.start({ env: { XDG_STATE_HOME: join(at.home, 'state') } });
  await other.open({ folder: undefined });
  await other.refuse();
  is(
    'consent',
    JSON.parse(readFileSync(join(at.home, 'state', 'suite', 'telemetry', 'consent'), 'utf8')).status,
    'refused',
  );
});

for (const file of ['replies', 'clock', 'segments', 'bodies', 'users', 'machine'])
  life(`the vectors ${file}.json`, async (at) => {
    const host = at.start();
    const { about: _, cases, ...given } = read(file);
    const tables: [string, Json[], object][] = cases
      ? [['', cases, given]]
      : Object.entries(given as Record<string, Json>).map(([field, table]) => [
          field,
          table.cases,
          { field },
        ]);
    for (const [field, all, common] of tables)
      for (const each of all) {
        const got = await host.do({ file, case: each, ...common, ...each, do: 'vector' });
        check(`${field} ${each.name ?? JSON.stringify(each.given)}`, file, given, each, got);
      }
  });

function check(name: string, file: string, given: Json, each: Json, got: Json): void {
  if (file === 'replies') {
    is(name, got.do, each.do);
    const { seconds } = each;
    if (seconds !== undefined)
      holds(
        name,
        got.seconds >= seconds && got.seconds <= 1.5 * seconds,
        `${seconds} s to half as long again`,
        got.seconds,
      );
  }
  if (file === 'clock') is(name, got.offset, each.offset);
  if (file === 'segments')
    is(name, { events: got.events, lost: got.lost }, { events: each.events, lost: each.lost ?? 0 });
  if (file === 'users') is(name, got.user_id, each.user_id);
  if (file === 'machine') is(name, got.sent, each.sent);
  if (file !== 'bodies') return;
  is(
    name,
    [got.sent_at, got.installation_id, got.organization_id],
    [each.sent_at, given.installation_id, 'contoso'],
  );
  is(name, Object.keys(got.context).sort(), each.context);
  const expected = given.events
    .filter(({ sequence }: Json) => each.sequences.includes(sequence))
    .map(({ session_id, user_id, user_role, ...event }: Json) => ({
      ...event,
      ...(each.session && { session_id }),
      ...(each.user && { user_id, user_role }),
    }));
  is(name, got.events, expected);
}
