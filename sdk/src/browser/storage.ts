/// <reference lib="dom" />
import { segmentOf } from '../batches.ts';
import type { Claim, Store } from '../platform.ts';

/** What a page's origin may keep for us, in characters, and how far back in milliseconds. */
const bounds = { characters: 1024 * 1024, age: 390 * 86_400_000, orphan: 600_000 };

/** Decision and queue in `localStorage`: `<product>.telemetry.<name>`, and segments as `Disk` has them. */
export class Storage implements Store {
  readonly #prefix: string;

  constructor(product: string) {
    this.#prefix = `${product}.telemetry.`;
  }

  read(name: string): string | undefined {
    return localStorage.getItem(this.#prefix + name) ?? undefined;
  }
  write(name: string, text: string): void {
    localStorage.setItem(this.#prefix + name, text);
  }
  writeFirst(name: string, text: string): void {
    if (this.read(name) === undefined) this.write(name, text);
  }
  take(name: string): string | undefined {
    const text = this.read(name);
    this.#delete(name);
    return text;
  }
  append(id: string, lines: string): void {
    this.write(`${id}.open`, (this.read(`${id}.open`) ?? '') + lines);
  }
  seal(id: string): void {
    this.#rename(`${id}.open`, `${id}.ready`);
  }

  claim(): Claim | undefined {
    const now = Date.now();
    for (const name of this.#segments()) {
      const [id = '', ...rest] = name.split('.');
      const held = Number(rest.at(-1) === 'sending' ? rest[0] : id.split('-')[0]);
      if (rest.at(-1) !== 'ready' && Math.abs(now - held) < bounds.orphan) continue;
      const mine = `${id}.${now}.sending`;
      const text = this.#rename(name, mine);
      if (text !== undefined) return { name: mine, text };
    }
    return undefined;
  }
  release({ name }: Claim): void {
    this.#rename(name, `${name.split('.')[0]}.ready`);
  }
  remove({ name }: Claim): void {
    this.#delete(name);
  }

  peek(): string[] {
    return this.#segments().map((name) => this.read(name) ?? '');
  }
  trim(): number {
    const ready = this.#segments().filter((name) => name.endsWith('.ready'));
    let characters = ready.reduce((sum, name) => sum + (this.read(name) ?? '').length, 0);
    let events = 0;
    for (const name of ready) {
      const old = Date.now() - Number(name.split('-')[0]) > bounds.age;
      if (!old && characters <= bounds.characters) break;
      const text = this.read(name) ?? '';
      events += segmentOf(text).events.length;
      characters -= text.length;
      this.#delete(name);
    }
    return events;
  }
  purge(): void {
    for (const name of this.#segments()) this.#delete(name);
  }

  #delete(name: string): void {
    localStorage.removeItem(this.#prefix + name);
  }
  #rename(from: string, to: string): string | undefined {
    const text = this.take(from);
    if (text !== undefined) this.write(to, text);
    return text;
  }
  #segments(): string[] {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(this.#prefix) && /\.(?:open|ready|sending)$/.test(key))
      .map((key) => key.slice(this.#prefix.length))
      .sort();
  }
}
