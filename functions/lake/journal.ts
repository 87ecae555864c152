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
import type { Lock } from './lock.ts';

/** Runs statements under the lock, one at a time. */
export type Journal = {
  /** Runs one statement to its end. */
  run: (sql: string, parameters?: readonly string[]) => Promise<void>;
  /** Runs a SELECT to its end; returns what it found. */
  rows: (sql: string, parameters?: readonly string[]) => Promise<Result['rows']>;
  /** The same, a part at a time. */
  parts: (sql: string) => AsyncGenerator<Result['rows']>;
};

/**
 * The lock's item holds the statement under way with its token, written before the statement starts: whoever takes the
 * lock over from a holder that died first sees that very statement to its end (the same token never starts it twice).
 */
export async function openJournal(client: AthenaClient, workgroup: string, lock: Lock): Promise<Journal> {
  const see = async (statement: Statement) => {
    const id = await start(client, statement);
    await finish(client, id, lock.renew);
    return id;
  };
  if (lock.found.statement) await see(lock.found.statement).catch(ignoreOutcome);

  const run = async (sql: string, parameters: readonly string[] = []) => {
    const statement: Statement = { sql, parameters, workgroup, token: randomUUID() };
    await lock.write({ statement });
    const id = await see(statement);
    await lock.write({ statement: null });
    return id;
  };
  return {
    run: async (sql, parameters) => void (await run(sql, parameters)),
    rows: async (sql, parameters) => (await results(client, await run(sql, parameters))).rows,
    parts: async function* (sql) {
      yield* parts(client, await run(sql));
    },
  };
}

/** The outcome of an abandoned statement doesn't matter; the next run redoes its work. */
function ignoreOutcome(fault: unknown): void {
  if (!(fault instanceof QueryFailed || fault instanceof InvalidRequestException)) throw fault;
}
