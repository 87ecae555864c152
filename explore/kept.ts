import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hour } from '../shared/time.ts';
import type { Answered } from './protocol.ts';

/**
 * Answers kept on disk, so that the same question is not paid for twice: by the stack, the statement and its parameters,
 * until the next full hour, when `events` may have changed.
 */
export class Kept {
  readonly #folder: string;
  constructor(folder: string) {
    this.#folder = folder;
  }

  #file(question: readonly unknown[]): string {
    const digest = createHash('sha256').update(JSON.stringify(question)).digest('hex');
    return join(this.#folder, `${digest}.json`);
  }

  /** The answer to a question, if it is of this hour. */
  get(question: readonly unknown[], now = Date.now()): Answered | undefined {
    const answer = this.last(question);
    const sameHour = answer && Math.floor(Date.parse(answer.asked_at) / hour) === Math.floor(now / hour);
    return sameHour ? { ...answer, kept: true } : undefined;
  }

  /** The last answer, however old. */
  last(question: readonly unknown[]): Answered | undefined {
    try {
      return JSON.parse(readFileSync(this.#file(question), 'utf8'));
    } catch {
      // None, or one that was cut off: asked anew.
      return undefined;
    }
  }

  put(question: readonly unknown[], answer: Answered): void {
    // Rows may tell of customers: for their reader alone.
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    writeFileSync(this.#file(question), JSON.stringify(answer), { mode: 0o600 });
  }

  clear(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
