/// <reference lib="dom" />
import { segmentOf } from '../batches.ts';
import type { Claim, Store } from '../platform.ts';
import { full } from '../queue.ts';

/** What a page's origin may keep for us, in characters; and after which time, in ms, a segment has lost its page. */
const bounds = { characters: 1024 * 1024, orphan: 3 * full.age };

/** Decision and queue in `localStorage`: `<product>.telemetry.<name>`, and segments as `Disk` has them. */
export class Storage implements Store {
  readonly #prefix: string;
  /** Segments that this page writes. */
  readonly #mine = new Set<string>();

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
  newest(): number {
    return Number(this.#segments().at(-1)?.split('-')[0] ?? 0);
  }
  append(id: string, lines: string): boolean {
    const before = this.read(`${id}.open`);
    if (before === undefined && this.#mine.has(id)) return false;
    this.write(`${id}.open`, (before ?? '') + lines);
    this.#mine.add(id);
    return true;
  }
  seal(id: string): void {
    this.#mine.delete(id);
    this.#rename(`${id}.open`, `${id}.ready`);
  }

  list(): string[] {
    const now = Date.now();
    return this.#segments().filter((name) => {
      const [id = '', ...rest] = name.split('.');
      const held = Number(rest.at(-1) === 'sending' ? rest[0] : id.split('-')[0]);
      return rest.at(-1) === 'ready' || Math.abs(now - held) >= bounds.orphan;
    });
  }
  claim(name: string): Claim | undefined {
    const mine = `${name.split('.')[0]}.${Date.now()}.sending`;
    const text = this.#rename(name, mine);
    return text === undefined ? undefined : { name: mine, text };
  }
  rewrite({ name, text }: Claim): void {
    this.write(name, text);
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
      if (characters <= bounds.characters) break;
      const text = this.read(name) ?? '';
      const segment = segmentOf(text);
      events += segment ? segment.events.length + segment.lost : 0;
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
  /** The oldest first. */
  #segments(): string[] {
    return (
      Object.keys(localStorage)
        .filter((key) => key.startsWith(this.#prefix))
        .map((key) => key.slice(this.#prefix.length))
        // Not `sending`, which is no segment.
        .filter((name) => /^\d+-.*\.(?:open|ready|sending)$/.test(name))
        .sort()
    );
  }
}
