import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { checkFormat } from './format.ts';

/**
 * The DuckDB file in a data folder: one process has it at a time, and another that opens it fails. A statement has one
 * thread: with two, about one in a hundred MERGEs whose source reads its own target deleted what it had just inserted
 * (DuckDB 1.5.5), and several statements keep the machine busy all the same.
 */
export async function openLake(folder: string): Promise<DuckDBInstance> {
  checkFormat(folder);
  return DuckDBInstance.create(join(folder, 'lake.duckdb'), { threads: '1' });
}

/** What DuckDB says once it goes on with no statement until its file is opened anew: a full disk may bring it there. */
const fatal = /\bFATAL\b|has been invalidated/;

/** Connections to that file, which is opened anew, once no statement uses it, where DuckDB has given it up. */
export class Lake {
  readonly #folder: string;
  #db: Promise<DuckDBInstance>;
  #used = 0;
  #broken = false;

  static async open(folder: string): Promise<Lake> {
    return new Lake(folder, await openLake(folder));
  }

  private constructor(folder: string, db: DuckDBInstance) {
    this.#folder = folder;
    this.#db = Promise.resolve(db);
  }

  /** Runs something with a connection of its own, and closes that. */
  async use<Result>(work: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
    if (this.#broken && this.#used === 0) this.#reopen();
    this.#used++;
    let connection: DuckDBConnection | undefined;
    try {
      connection = await (await this.#db).connect();
      return await work(connection);
    } catch (fault) {
      if (fatal.test((fault as Error).message)) this.#broken = true;
      throw fault;
    } finally {
      connection?.closeSync();
      this.#used--;
    }
  }

  async close(): Promise<void> {
    const db = await this.#db.catch(() => undefined);
    db?.closeSync();
  }

  #reopen(): void {
    this.#broken = false;
    this.#db = this.close().then(() => openLake(this.#folder));
    // Tried again with the next statement.
    this.#db.catch(() => {
      this.#broken = true;
    });
  }
}
