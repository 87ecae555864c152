import { randomUUID } from 'node:crypto';
import { type AthenaClient, InvalidRequestException } from '@aws-sdk/client-athena';
import {
  finish,
  parts,
  QueryFailed,
  type Result,
  results,
  type Statement,
  start,
} from '../platform/athena.ts';
import { leaseKey as key, type LeaseItem, type Progress } from '../platform/records.ts';
import { readItems, setAttributes } from '../platform/store.ts';

/*
 * One writer of the tables at a time: a conditional item that its holder renews while it works. It also holds the
 * statement under way with its token, written before the statement starts: whoever takes the lease over from a
 * holder that died first sees that very statement to its end (the same token never starts it twice).
 */
const ttl = 30_000;
const renewAfter = 10_000;

export type Lease = {
  readonly progress: Progress;
  /** Runs one statement to its end under the lease. */
  run: (sql: string, parameters?: readonly string[]) => Promise<void>;
  /** Runs a SELECT to its end; returns what it found. */
  rows: (sql: string, parameters?: readonly string[]) => Promise<Result['rows']>;
  /** The same, a part at a time. */
  parts: (sql: string) => AsyncGenerator<Result['rows']>;
  save: (progress: Progress) => Promise<void>;
  release: () => Promise<void>;
};
/** What a job works with. `now` is when the run began, in milliseconds since 1970. */
export type Work = { lease: Lease; now: number };

/** Another has taken the lease, since it believes us dead: stop where we are. */
class LeaseLost extends Error {
  override name = 'LeaseLost';
}

/** Takes the lease, or returns undefined while another holds it. */
export async function takeLease(client: AthenaClient, workgroup: string): Promise<Lease | undefined> {
  const holder = randomUUID();
  const now = Date.now();
  const free = { if: 'attribute_not_exists(expires_at) OR expires_at < :now', values: { ':now': now } };
  if (!(await setAttributes(key, { holder, expires_at: now + ttl }, free))) return undefined;

  let renewed = now;
  const held = { if: '#holder = :holder', names: { '#holder': 'holder' }, values: { ':holder': holder } };
  const write = async (attributes: Partial<LeaseItem>) => {
    renewed = Date.now();
    if (!(await setAttributes(key, { expires_at: renewed + ttl, ...attributes }, held)))
      throw new LeaseLost();
  };
  const see = async (statement: Statement) => {
    const id = await start(client, statement);
    await finish(client, id, async () => {
      if (Date.now() - renewed > renewAfter) await write({});
    });
    return id;
  };

  const [item] = await readItems([key]);
  const left = item?.statement;
  if (left) await see(left).catch(goOnIfEnded);
  const progress = item?.progress ?? {};
  const run = async (sql: string, parameters: readonly string[] = []) => {
    const statement: Statement = { sql, parameters, workgroup, token: randomUUID() };
    await write({ statement });
    const id = await see(statement);
    await write({ statement: null });
    return id;
  };
  return {
    progress,
    run: async (sql, parameters) => void (await run(sql, parameters)),
    rows: async (sql, parameters) => (await results(client, await run(sql, parameters))).rows,
    parts: async function* (sql) {
      yield* parts(client, await run(sql));
    },
    save: (more) => write({ progress: Object.assign(progress, more) }),
    release: async () => {
      await setAttributes(key, { expires_at: 0 }, held);
    },
  };
}

/** How a statement left behind ended is no matter: what it left undone, the next one does. */
function goOnIfEnded(fault: unknown): void {
  if (!(fault instanceof QueryFailed || fault instanceof InvalidRequestException)) throw fault;
}
