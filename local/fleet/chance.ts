import { hash } from 'node:crypto';

/** Chance that is the same for the same words: each draw follows from the words alone, not from the draws before. */
export class Chance {
  readonly #words: string;
  constructor(...words: (string | number)[]) {
    this.#words = words.join('/');
  }
  #hash(what: string): string {
    return hash('sha256', `${this.#words}/${what}`);
  }
  /** At least 0, less than 1. */
  fraction(what: string): number {
    return Number.parseInt(this.#hash(what).slice(0, 8), 16) / 2 ** 32;
  }
  /** A whole number from `low` to `high`, both included. */
  whole(what: string, low: number, high: number): number {
    return low + Math.floor(this.fraction(what) * (high - low + 1));
  }
  pick<T>(what: string, from: readonly T[]): T {
    return from[this.whole(what, 0, from.length - 1)] as T;
  }
  uuid(what: string): string {
    const hex = this.#hash(what);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }
  /** 32 bytes in base64url. */
  secret(what: string): string {
    return Buffer.from(this.#hash(what), 'hex').toString('base64url');
  }
}
