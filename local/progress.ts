/** Says on stderr how far something is: a line that moves on a terminal, a line every two seconds elsewhere. */
export class Progress {
  readonly #what: string;
  #last = '';
  #shown = 0;

  constructor(what: string) {
    this.#what = what;
    if (!process.stderr.isTTY) console.error(`${what} …`);
  }

  at(state: string): void {
    this.#last = state;
    const now = Date.now();
    if (now - this.#shown < (process.stderr.isTTY ? 100 : 2000)) return;
    this.#shown = now;
    this.#write();
  }

  done(): void {
    this.#write();
    if (process.stderr.isTTY) process.stderr.write('\n');
  }

  #write(): void {
    const line = `${this.#what}: ${this.#last}`;
    process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
  }
}
