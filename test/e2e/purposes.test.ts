import { beforeAll, expect, test } from 'vitest';
import { query, refreshed } from './lake.ts';
import { addProduct, event, Installation, localForFile } from './local.ts';

const started = localForFile({ schedules: false });
let key: string;
beforeAll(async () => {
  key = await addProduct(started, 'purposes');
});

// Written out as the contract has it, so that the catalog is held to it.
const always = {
  organization_id: 'contoso',
  product_version: '4.2.1',
  product_edition: 'professional',
  product_build: '8812',
  sdk_name: 'typescript',
  sdk_version: '1.0.0',
  ci: false,
  sequence: 17,
};
const ofUsage = { session_id: '5c1e0c9a-3c0b-4c39-8d5e-0d8f6f4b8a10' };
const ofPersons = {
  user_id: 'b7d1f0a3c2e54d6f8a9b0c1d2e3f4a5b',
  user_role: 'analyst',
};
const ofEnvironment = {
  language: 'de-DE',
  os_name: 'Windows',
  os_version: '11.0.26100.2314',
  architecture: 'x64',
  cpu_cores: 16,
  memory_mb: 32768,
  gpu_name: 'GeForce RTX 4070',
  screen_width: 2560,
  screen_height: 1440,
  device_type: 'desktop',
};
const events: Record<string, { event_name: string; properties: object }> = {
  usage: { event_name: 'feature_used', properties: { feature: 'export_pdf', count: 3 } },
  environment: { event_name: 'device_reported', properties: { device: 'scanner', count: 2 } },
  licensing: { event_name: 'user_count_reported', properties: { registered: 5, active: 2 } },
  diagnostics: { event_name: 'resource_usage_reported', properties: { cpu_percent: 12.5 } },
};
/** The purposes that have events; `persons` only adds to these. */
const purposes = Object.keys(events);

/** An event of each purpose, with every field there is. */
function everything(installation: Installation) {
  const { organization_id, sequence, ...context } = always;
  const all = Object.values(events).map((each) => event({ ...each, sequence, ...ofUsage, ...ofPersons }));
  return installation.batch(all, { organization_id, context: { ...context, ...ofEnvironment } });
}

async function rowsOf({ id }: Installation) {
  await refreshed(started);
  return query(started, 'SELECT * FROM events WHERE installation_id = ? ORDER BY event_name', id);
}

test.for([
  ...['nothing', ...purposes, 'usage environment', purposes.join(' ')],
  ...['persons', 'persons licensing', 'persons usage', `persons ${purposes.join(' ')}`],
])('of all that is sent, a grant of %s keeps its own events and fields and no others', async (named) => {
  const granted = purposes.filter((purpose) => named.includes(purpose));
  const chosen = [...granted, ...(named.includes('persons') ? ['persons'] : [])];
  const installation = new Installation(started, key);
  if (chosen.length > 0) await installation.decide('granted', chosen);
  const body = everything(installation);
  const { json } = await installation.call('POST', '/v1/events', body);
  const refused = purposes.filter((purpose) => !granted.includes(purpose));
  const reason = chosen.length > 0 ? 'purpose_not_granted' : 'consent_missing';
  expect(json.rejected).toMatchObject(
    refused.map((purpose) => ({ index: purposes.indexOf(purpose), reason })),
  );
  expect(json.accepted).toBe(granted.length);
  // Alone it means nothing.
  const effective = granted.length > 0 ? chosen : [];
  expect(json.consent.purposes.toSorted()).toEqual(effective.toSorted());

  const rows = await rowsOf(installation);
  const nothing = (fields: object) => Object.fromEntries(Object.keys(fields).map((name) => [name, null]));
  expect(rows.map((row) => row.event_name).sort()).toEqual(
    granted.map((purpose) => events[purpose]?.event_name).sort(),
  );
  for (const row of rows) {
    expect(row).toMatchObject({
      ...always,
      ...(granted.includes('usage') ? ofUsage : nothing(ofUsage)),
      ...(effective.includes('persons') ? ofPersons : nothing(ofPersons)),
      ...(granted.includes('environment') ? ofEnvironment : nothing(ofEnvironment)),
      license_id: null,
      installation_id: installation.id,
      product: 'purposes',
      test: false,
    });
    // The address of these calls is this machine's, which is in no country.
    expect(row.country).toBeNull();
  }
});

test('what was granted counts from the next request on, and what was withdrawn ends with it', async () => {
  const installation = new Installation(started, key);
  const counts: number[] = [];
  const steps: [string, string[]][] = [
    ['granted', ['usage']],
    ['granted', purposes],
    ['granted', ['licensing']],
    ['withdrawn', []],
    ['granted', ['diagnostics', 'usage']],
    ['refused', purposes],
  ];
  for (const [decision, granted] of steps) {
    await installation.decide(decision, granted);
    counts.push((await installation.call('POST', '/v1/events', everything(installation))).json.accepted);
  }
  expect(counts).toEqual([1, 4, 1, 0, 2, 0]);
  expect(await rowsOf(installation)).toHaveLength(8);
});

test('each decision is a row of the stream that tells what was decided, and not by whom', async () => {
  const product = await addProduct(started, 'decided');
  const installation = new Installation(started, product);
  const more = { organization_id: 'contoso', notice_language: 'de', decided_by: 'administrator' };
  await installation.decide('granted', ['usage', 'licensing'], more);
  await installation.decide('withdrawn', []);
  await refreshed(started);
  const rows = await query(
    started,
    `SELECT * FROM events WHERE product = 'decided' ORDER BY occurred_at, event_id`,
  );
  expect(rows).toMatchObject([
    { event_name: 'consent_decided', properties: expect.stringContaining('usage licensing') },
    { event_name: 'consent_decided', properties: expect.stringContaining('withdrawn') },
  ]);
  for (const row of rows) {
    expect(row).toMatchObject({
      installation_id: null,
      organization_id: null,
      user_id: null,
      session_id: null,
    });
  }
});
