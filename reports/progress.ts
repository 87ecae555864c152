import { prices } from '../costs/prices.ts';
import { charge, dollars, megabytes } from './bill.ts';

/** On a terminal a line is worth it at once; elsewhere after two seconds. In milliseconds. */
const terminal = Boolean(process.stderr.isTTY);
const quiet = terminal ? 300 : 2000;

const million = 1024 ** 2;

/** Says on stderr how far some queries are, and in the end what they read and what that costs. */
export class Progress {
  readonly #began = Date.now();
  readonly #count: number;
  readonly #bytes: number[] = [];
  #done = 0;
  #shown = Date.now();
  #said = false;

  constructor(count: number) {
    this.#count = count;
  }

  at(query: number, bytes: number): void {
    this.#bytes[query] = bytes;
    const now = Date.now();
    if (now - this.#shown < quiet) return;
    this.#shown = now;
    this.#said = true;
    const reports = this.#count > 1 ? `${this.#done} of ${this.#count} reports, ` : '';
    // The local engine does not tell.
    const read = this.#total() > million / 10 ? `${megabytes(this.#total())} read, ` : '';
    const line = `running: ${reports}${read}${Math.round((now - this.#began) / 1000)} s`;
    process.stderr.write(terminal ? `\r\x1b[K${line}` : `${line}\n`);
  }

  done(query: number, bytes: number): void {
    this.#bytes[query] = bytes;
    this.#done++;
  }

  /** Takes the moving line away. */
  end(): void {
    if (terminal && this.#said) process.stderr.write('\r\x1b[K');
    this.#said = false;
  }

  /** What was read, and what that costs. */
  bill(): void {
    const usd = this.#bytes.reduce((sum, bytes) => sum + charge(bytes, prices.athenaByte.usd), 0);
    console.error(
      `${megabytes(this.#total())} read, about ${dollars(usd)} by Athena's price of $${prices.athenaByte.usd * million ** 2} a TB`,
    );
  }

  #total(): number {
    return this.#bytes.reduce((sum, bytes = 0) => sum + bytes, 0);
  }
}
