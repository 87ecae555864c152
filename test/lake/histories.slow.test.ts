import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { day, hour } from '../../shared/time.ts';
import { disagreements, expireLease, refresh, refreshed, stored } from '../e2e/lake.ts';
import { addProduct, Installation, localForFile } from '../e2e/local.ts';

/**
 * Random histories of a few installations, against a model that is a set of event IDs each: whatever comes twice, late,
 * by a wrong clock or while a refresh dies, `events` ends up with what was accepted, once, and without who was erased.
 */

const started = localForFile({ schedules: false });
const midnight = new Date().setUTCHours(0, 0, 0, 0);
/** When the events of an installation occurred: around midnights, of late, and as long ago as is taken. */
const times = [
  midnight - 1,
  midnight,
  midnight - day,
  midnight - 2 * day - 1,
  midnight - 3 * day,
  midnight - 91 * day,
]
  .concat([midnight - 399 * day, Date.now() - hour, Date.now() + 20 * hour])
  .map((time) => new Date(time).toISOString());
/** By how much a clock is wrong when it sends. */
const clocks = [0, 0, 5 * 60_000, hour, -3 * day, 400 * day];
const count = 3;

type Step =
  | { do: 'post'; who: number; events: number[]; clock: number; often: number }
  | { do: 'grant' | 'withdraw' | 'erase'; who: number }
  | { do: 'refresh'; late: boolean; erase: boolean }
  | { do: 'two at once' }
  | { do: 'kill'; call: number; late: boolean };

const who = fc.nat(count - 1);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('post' as const),
        who,
        events: fc.uniqueArray(fc.nat(times.length - 1), { minLength: 1 }),
        clock: fc.nat(clocks.length - 1),
        often: fc.integer({ min: 1, max: 2 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw' as const), who }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('grant' as const), who }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), who }) },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('refresh' as const), late: fc.boolean(), erase: fc.boolean() }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('two at once' as const) }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('kill' as const), call: fc.nat(24), late: fc.boolean() }),
    },
  ),
  { minLength: 6, maxLength: 16 },
);

beforeAll(() => refreshed(started));

/** An installation, what it will send, and what the model knows of it. */
async function member(key: string) {
  const installation = new Installation(started, key);
  await installation.decide('granted', ['usage', 'licensing']);
  const events = times.map((occurred_at) => ({
    event_id: randomUUID(),
    event_name: 'license_checked',
    occurred_at,
    properties: { license_key: 'AAAA-BBBB', license_type: 'floating', outcome: 'success' },
  }));
  return { installation, events, granted: true, erased: false, ids: new Set<string>() };
}
type Member = Awaited<ReturnType<typeof member>>;

async function take(members: Member[], step: Step): Promise<void> {
  if (step.do === 'refresh') {
    return refreshed(started, step.late ? 'late' : 'recent', ...(step.erase ? (['erase'] as const) : []));
  }
  if (step.do === 'two at once') {
    started.deliver();
    await Promise.all([
      refresh(started, 'late'),
      refresh(started, 'recent'),
      refresh(started, 'late', 'erase'),
    ]);
    return;
  }
  if (step.do === 'kill') return kill(step.call, step.late);
  const one = members[step.who] as Member;
  if (step.do === 'post') return post(one, step);
  if (step.do === 'erase') {
    const { status } = await one.installation.call('POST', '/v1/erasures', {
      installation_id: one.installation.id,
    });
    expect(status).toBe(202);
    Object.assign(one, { erased: true, granted: false });
    one.ids.clear();
  } else if (!one.erased) {
    const purposes = step.do === 'grant' ? ['usage', 'licensing'] : [];
    await one.installation.decide(step.do === 'grant' ? 'granted' : 'withdrawn', purposes);
    one.granted = step.do === 'grant';
  }
}

async function post(one: Member, { events, clock, often }: Step & { do: 'post' }): Promise<void> {
  const some = events.map((i) => one.events[i] as Member['events'][number]);
  for (let n = 0; n < often; n++) {
    const sent_at = new Date(Date.now() + (clocks[clock] as number)).toISOString();
    const { json } = await one.installation.post(some, { sent_at });
    expect(json.accepted).toBe(one.granted ? some.length : 0);
  }
  if (one.granted) for (const { event_id } of some) one.ids.add(event_id);
}

/** The function dies at one of its calls, which goes on; another takes over once the lease has run out. */
async function kill(at: number, late: boolean): Promise<void> {
  started.deliver();
  let calls = 0;
  started.fail(() => {
    if (calls++ === at) void started.functions.kill(started.template.outputs.LakeFunction as string);
    return undefined;
  });
  await refresh(started, late ? 'late' : 'recent', 'erase');
  started.fail(() => undefined);
  await expireLease(started);
}

test('whatever happens on the way, each accepted event is there once, and nothing of who was erased', async () => {
  let product = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const name = `history-${product++}`;
      const key = await addProduct(started, name);
      const members = await Promise.all(Array.from({ length: count }, () => member(key)));
      for (const step of history) {
        await take(members, step);
        const found = await stored(started, name);
        expect(new Set(found).size, 'none is there twice').toBe(found.length);
      }
      await refreshed(started, 'late', 'erase');
      await refreshed(started);
      expect((await stored(started, name)).sort()).toEqual(members.flatMap(({ ids }) => [...ids]).sort());
      expect(await disagreements(started), 'the tables beside events say the same').toBe(0);
    }),
    { numRuns: Number(process.env.ASSENT_HISTORIES ?? 3), endOnFailure: true },
  );
}, 1_800_000);
