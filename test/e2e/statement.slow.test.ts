import fc from 'fast-check';
import { expect, test } from 'vitest';
import { organizationOf } from '../../shared/forms/organization.ts';
import { type Counted, underRule } from '../../shared/statement.ts';
import { refreshed } from './lake.ts';
import { addOrganization, addProduct, event, Installation, localForFile } from './local.ts';

/** How many requests are made up: a million has been tried by hand. */
const requests = Number(process.env.STATEMENT_REQUESTS ?? 20_000);
const atOnce = 16;
/** On a machine that has much else to do, in milliseconds. */
const patience = 300_000 + 30 * requests;

const started = localForFile({ schedules: false });
const names = ['Acme Inc.', 'acme', 'Müller & Söhne', 'हिन्दी लिमिटेड', 'a.b_c', 'acme-inc-2'];
const seed = Date.now();
const occurred_at = new Date(seed - 60_000).toISOString();

/** Of each organization, how many installations run which of its versions; a version names its organization. */
const fleet = fc.sample(
  fc.array(fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 4 }), {
    minLength: names.length,
    maxLength: names.length,
  }),
  { numRuns: 1, seed },
)[0] as number[][];
const versionOf = (organization: number, version: number) => `${organization + 1}000.${version}.0`;

test(
  'no request reads a row of another organization, and each statement is the field under the rule',
  async () => {
    const key = await addProduct(started, 'editor');
    const tokens = await Promise.all(names.map((name) => addOrganization(started, name)));
    for (const [organization, counts] of fleet.entries()) {
      for (const [version, count] of counts.entries()) {
        await Promise.all(
          Array.from({ length: count }, async () => {
            const installation = new Installation(started, key);
            const organization_id = names[organization];
            await installation.decide('granted', ['usage'], { organization_id });
            const context = { product_version: versionOf(organization, version) };
            await installation.post([event({ occurred_at })], { organization_id, context });
          }),
        );
      }
    }
    await refreshed(started, 'late', 'statement');

    const read = async (path: string, token: string) => {
      const headers = { authorization: `Bearer ${token}` };
      const reply = await fetch(`${started.url}/v1/organizations/${path}/statement`, { headers });
      return { status: reply.status, text: await reply.text() };
    };
    for (const [organization, name] of names.entries()) {
      const { text } = await read(encodeURIComponent(name), tokens[organization] as string);
      const counted = (fleet[organization] ?? []).map(
        (installations, version): Counted => ({
          product_version: versionOf(organization, version),
          installations,
          last_seen_week: monday(new Date(occurred_at)),
        }),
      );
      const products = counted.length > 0 ? [{ product: 'editor', ...underRule(counted), licenses: [] }] : [];
      expect(JSON.parse(text), `seed ${seed}`).toMatchObject({
        organization_id: organizationOf(name),
        products,
      });
    }

    const index = fc.nat(names.length - 1);
    const spelled = index.chain((at) => {
      const name = names[at] as string;
      return fc.constantFrom(
        name,
        name.toUpperCase(),
        ` ${name}`,
        `${name}/`,
        organizationOf(name) as string,
      );
    });
    const token = index.chain((at) => {
      const whole = tokens[at] as string;
      const random = whole.slice(whole.lastIndexOf('.'));
      return fc.oneof(
        { arbitrary: fc.constant(whole), weight: 6 },
        // Another's random part under this name, a part of it, and one character changed.
        index.map((other) => encodeURIComponent(names[other] as string) + random),
        fc.nat(whole.length).map((length) => whole.slice(0, length)),
        fc.nat(whole.length - 1).map((n) => `${whole.slice(0, n)}A${whole.slice(n + 1)}`),
      );
    });
    const all = fc.sample(fc.tuple(spelled, token), { numRuns: requests, seed });
    let found = 0;
    const caller = async () => {
      for (let next = all.pop(); next; next = all.pop()) {
        const [name, credential] = next;
        const { status, text } = await read(encodeURIComponent(name), credential);
        if (status !== 200) continue;
        found++;
        // Whoever holds the token reads its own organization, as the path names it, and nothing of another.
        const owner = tokens.findIndex((each) => each.slice(-32) === credential.slice(-32));
        const told = JSON.parse(text);
        expect(told.organization_id, `seed ${seed}`).toBe(organizationOf(names[owner] as string));
        expect(told.organization_id, `seed ${seed}`).toBe(organizationOf(name));
        const versions = JSON.stringify(told).match(/\d000\.\d\.0/g) ?? [];
        expect(versions.every((version) => version.startsWith(`${owner + 1}000.`))).toBe(true);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, caller));
    expect(found).toBeGreaterThan(requests / 50);
  },
  patience,
);

/** Of its week, as a date in UTC. */
function monday(now: Date): string {
  const back = (now.getUTCDay() + 6) % 7;
  return new Date(now.getTime() - back * 86_400_000).toISOString().slice(0, 10);
}
