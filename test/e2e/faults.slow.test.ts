import { expect, test } from 'vitest';
import { installationKey } from '../../functions/platform/records.ts';
import type { Fault } from '../../local/endpoint.ts';
import { query, refreshed, stored } from './lake.ts';
import { addProduct, event, Installation, localForFile } from './local.ts';

const started = localForFile({ schedules: false });

const broken: Record<string, Fault> = {
  fails: { type: 'InternalServerError', status: 500 },
  'cuts the connection': 'cut',
  'answers with nothing': { body: {} },
};
/** Makes every call whose name begins so fail, until told otherwise. */
const failing = (name: string, fault: Fault) =>
  started.fail((call) => (call.startsWith(name) ? fault : undefined));
const well = () => started.fail(() => undefined);

async function consenting(product: string): Promise<Installation> {
  const installation = new Installation(started, await addProduct(started, product));
  await installation.decide('granted', ['usage']);
  return installation;
}

const unavailable = {
  type: 'urn:assent:reason:unavailable',
  title: expect.any(String),
  status: 503,
  detail: expect.any(String),
  reason: 'unavailable',
};
function expectUnavailable({ status, json, headers }: Awaited<ReturnType<Installation['post']>>) {
  expect({ status, json }).toEqual({ status: 503, json: unavailable });
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
}

test.for(
  ['DynamoDB', 'Firehose'].flatMap((service) => Object.keys(broken).map((how) => [service, how] as const)),
)(
  'while %s %s, the answer is 503 and nothing is stored; afterwards all goes well',
  async ([service, how]) => {
    const product = `${service}-${how}`.toLowerCase().replaceAll(' ', '-');
    const installation = await consenting(product);
    const sent = event();
    failing(service, broken[how] as Fault);
    expectUnavailable(await installation.post([sent]));
    well();
    await refreshed(started);
    expect(await stored(started, product)).toEqual([]);
    expect((await installation.post([sent])).json.accepted).toBe(1);
    await refreshed(started);
    expect(await stored(started, product)).toEqual([sent.event_id]);
  },
);

test('an answer in part is never taken for "no consent": 503, and a 202 once the rest comes', async () => {
  const installation = await consenting('parts');
  // From here on the write key is known, and only the installation is asked for.
  await installation.post([event()]);
  const { pk, sk } = installationKey('parts', installation.id);
  const [{ id = '' } = {}] = started.template.ofType('AWS::DynamoDB::Table');
  const partly = {
    body: { Responses: {}, UnprocessedKeys: { [id]: { Keys: [{ pk: { S: pk }, sk: { S: sk } }] } } },
  };
  failing('DynamoDB.BatchGetItem', partly);
  expectUnavailable(await installation.post([event()]));
  let asked = 0;
  started.fail((call) => (call === 'DynamoDB.BatchGetItem' && ++asked === 1 ? partly : undefined));
  expect((await installation.post([event()])).json).toMatchObject({ accepted: 1, rejected: [] });
  expect(asked).toBe(2);
});

test('a record stored without an answer is a 503; sent again, its event is there once', async () => {
  const installation = await consenting('lost-answer');
  const sent = event();
  failing('Firehose', 'cut after');
  expectUnavailable(await installation.post([sent]));
  well();
  await refreshed(started);
  expect(await stored(started, 'lost-answer')).toEqual([sent.event_id]);
  expect((await installation.post([sent])).status).toBe(202);
  await refreshed(started);
  expect(await stored(started, 'lost-answer')).toEqual([sent.event_id]);
});

test.for<[string, Fault, number]>([
  ['fail', { type: 'InternalServerError', status: 500 }, Number.POSITIVE_INFINITY],
  ['are cut', 'cut', Number.POSITIVE_INFINITY],
  ['are cut after their work', 'cut after', Number.POSITIVE_INFINITY],
  ['are cut after their work once', 'cut after', 1],
])(
  'a decision whose calls %s, from any of them on, is told again and recorded once',
  async ([how, fault, times]) => {
    const product = how.replaceAll(' ', '-');
    const key = await addProduct(started, product);
    const receipts: string[] = [];
    for (let from = 1, calls = from; calls >= from; from++) {
      const installation = new Installation(started, key);
      const more = { decided_at: new Date().toISOString(), organization_id: 'contoso' };
      const decide = () => installation.decide('granted', ['usage'], more);
      calls = 0;
      started.fail(() => (++calls >= from && calls < from + times ? fault : undefined));
      const first = await decide();
      well();
      const again = await decide();
      if (calls < from || times === 1) expect(first.json).toEqual(again.json);
      // Where only the proof can't be made, the decision stands without one.
      else if (first.status === 200) expect({ ...first.json, proof: again.json.proof }).toEqual(again.json);
      else expectUnavailable(first);
      expect((await decide()).json).toEqual(again.json);
      expect((await installation.call('GET', `/v1/consent/${installation.id}`)).json).toEqual(again.json);
      receipts.push(again.json.receipt_id);
    }
    expect(receipts.length).toBeGreaterThan(4);
    await refreshed(started);
    const sql = `SELECT count(*) AS n, count(DISTINCT event_id) AS once FROM events
    WHERE product = ? AND event_name = 'consent_decided'`;
    expect(await query(started, sql, product)).toEqual([{ n: receipts.length, once: receipts.length }]);
  },
);

test('whatever fails in between, each accepted event is stored once, and each other may be sent again', async () => {
  const installation = await consenting('chance');
  const accepted = new Set<string>();
  let calls = 0;
  // Of a long run of calls some fail thrice in a row, which is when it shows.
  started.fail(() => {
    const fault = calls % 2 === 0 ? 'cut after' : 'cut';
    return (calls++ * 7) % 23 < 15 ? fault : undefined;
  });
  const waiting = Array.from({ length: 12 }, () => event());
  for (const each of waiting) {
    if ((await installation.post([each])).status === 202) accepted.add(each.event_id);
  }
  well();
  expect(accepted.size).toBeGreaterThan(0);
  expect(accepted.size).toBeLessThan(waiting.length);
  await refreshed(started);
  const there = await stored(started, 'chance');
  expect(there.length).toBe(new Set(there).size);
  expect(there).toEqual(expect.arrayContaining([...accepted]));
  for (const each of waiting) await installation.post([each]);
  await refreshed(started);
  expect((await stored(started, 'chance')).sort()).toEqual(waiting.map((each) => each.event_id).sort());
});
