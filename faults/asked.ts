import { randomUUID } from 'node:crypto';
import { jobs } from '../shared/lake.ts';
import { taken } from './field.ts';
import { expireLease, killedAt } from './lake.ts';
import type { Lane } from './lane.ts';
import type { Row } from './row.ts';
import type { Answer } from './sender.ts';
import { type Asked, Steps } from './steps.ts';

type Next = () => Promise<Asked>;

/** An organization opts out, and next in again; each holds with the next request. */
async function policies(steps: Steps): Promise<Next> {
  const { organization_id, ask } = await steps.administrator();
  const who = await steps.person();
  let open = true;
  return async () => {
    open = !open;
    const allowed_purposes = open ? ['usage', 'licensing'] : [];
    const policy = { allowed_purposes, decided_at: new Date().toISOString() };
    return {
      ask: () => ask('PUT', 'consent', policy),
      after: async (answer) => {
        steps.compare(answer, await taken(() => ask('GET', 'consent')));
        await steps.posts(who, open, { organization_id });
      },
    };
  };
}

/** One of two users leaves. */
const user = async (steps: Steps): Promise<Asked> => {
  const who = await steps.person();
  const user_id = randomUUID();
  await steps.posts(who, false, { user_id });
  await steps.posts(who, true, { user_id: randomUUID() });
  return { ask: () => who.erase(user_id) };
};

/** Who withdraws says so again as they said it. */
const withdrawal = (steps: Steps): Promise<Asked> => {
  const more = { erase: true, decided_at: new Date().toISOString() };
  return steps.leaves((who) => who.decide('withdrawn', more));
};

type Of = 'consent' | 'rights';
/** What is asked of a function, which dies at each of its calls in turn. */
const dying =
  (of: Of, what: string, next: (steps: Steps) => Next | Promise<Next>) =>
  async (lane: Lane): Promise<() => Promise<Row>> => {
    const steps = await Steps.make(lane);
    const deaths = await steps.walk(of, await next(steps));
    return () => steps.row(`${of} dies at each of its ${deaths} calls in turn: ${what}`);
  };

/** What was done is read, by whoever may. */
async function reads(lane: Lane): Promise<() => Promise<Row>> {
  const steps = await Steps.make(lane);
  const { organization_id, ask } = await steps.administrator();
  const policy = { allowed_purposes: ['usage', 'licensing'], decided_at: new Date().toISOString() };
  await taken(() => ask('PUT', 'consent', policy));
  const who = await steps.person();
  await steps.posts(who, true, { organization_id });
  const { export_id } = (await taken(() => who.ask('POST', '/v1/exports', {}))).json ?? {};
  const { erasure_id } = (await taken(() => who.erase(randomUUID()))).json ?? {};
  await lane.refresh('statement', 'export');
  const all: [Of, Asked['ask']][] = [
    ['consent', () => ask('GET', 'consent')],
    ['consent', () => ask('GET', 'statement')],
    ['consent', () => who.ask('GET', `/v1/consent/${who.id}`)],
    ['rights', () => who.ask('GET', `/v1/exports/${export_id}`)],
    ['rights', () => who.ask('GET', `/v1/erasures/${erasure_id}`)],
  ];
  let deaths = 0;
  for (const [of, read] of all) {
    const first = await taken(read);
    const after = async (answer: Answer) => steps.compare(answer, first);
    deaths += await steps.walk(of, async () => ({ ask: read, after }));
  }
  return () =>
    steps.row(
      `consent and rights die at each of their ${deaths} calls in turn: GET of a consent, a policy, a statement, an export, an erasure`,
    );
}

export const asked: [name: string, (lane: Lane) => Promise<() => Promise<Row>>][] = [
  ['an erasure', dying('rights', 'POST of an erasure', (steps) => () => steps.leaves((who) => who.erase()))],
  ["a user's erasure", dying('rights', "POST of a user's erasure", (steps) => () => user(steps))],
  [
    'a withdrawal',
    dying('consent', 'PUT of a withdrawal with an erasure', (steps) => () => withdrawal(steps)),
  ],
  ['an export', dying('rights', 'POST of an export', (steps) => () => steps.exports())],
  ['a policy', dying('consent', "PUT of an organization's policy", policies)],
  ['what is read', reads],
];

const daily = jobs.filter((job) => job !== 'canary');

/** As many as one local run takes: each leaves an erasure that is not completed yet, of which all later runs ask. */
const atOnce = 25;

/**
 * The lake does all of its jobs in a run that dies at its first call, then at the next but so many, until it makes no more;
 * the run after each sees to what it left. `part` goes on where the one before ended, in a lane of its own.
 */
export function lakeWalk(stride: number, tell: (at: string) => void) {
  let at = 1;
  let deaths = 0;
  const walk = {
    ended: false,
    async part(lane: Lane): Promise<() => Promise<Row>> {
      const steps = await Steps.make(lane);
      const { organization_id, ask } = await steps.administrator();
      await steps.posts(await steps.person(), true, { organization_id });
      for (let times = 0; times < atOnce && !walk.ended; times++, at += stride) {
        tell(`${at} calls`);
        await steps.take(await steps.exports());
        await steps.take(await steps.leaves((who) => who.erase()));
        lane.run.deliver();
        walk.ended = (await killedAt(lane, at, daily)) < at;
        await expireLease(lane);
        await lane.refresh('late', 'erase', 'export');
        if (!walk.ended) deaths++;
      }
      await lane.refresh('statement');
      await taken(() => ask('GET', 'statement'));
      const of = stride === 1 ? 'each of its ' : '';
      return () =>
        steps.row(`the lake does all its jobs in one run, and dies at ${of}${deaths} calls in turn`);
    },
  };
  return walk;
}
