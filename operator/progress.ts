const terminal = Boolean(process.stderr.isTTY);

/** Says on stderr how far something is: a line that moves on a terminal, a line every two seconds elsewhere. */
export class Progress {
  readonly #what: string;
  #unsaid = '';
  #shown = 0;

  constructor(what: string) {
    this.#what = what;
    if (!terminal) console.error(`${what} …`);
  }

  at(state: string): void {
    this.#unsaid = state;
    const now = Date.now();
    if (now - this.#shown < (terminal ? 100 : 2000)) return;
    this.#shown = now;
    this.#write();
  }

  done(): void {
    if (this.#unsaid) this.#write();
    if (terminal) process.stderr.write('\n');
  }

  #write(): void {
    const line = `${this.#what}: ${this.#unsaid}`;
    this.#unsaid = '';
    process.stderr.write(terminal ? `\r\x1b[K${line}` : `${line}\n`);
  }
}

/** Waits for work that can't say how far it is, and says after a second how long it has taken, again and again. */
export async function during<Outcome>(what: string, work: Promise<Outcome>): Promise<Outcome> {
  const began = Date.now();
  let progress: Progress | undefined;
  const timer = setInterval(() => {
    if (progress) progress.at(`${Math.round((Date.now() - began) / 1000)} s`);
    else progress = new Progress(what);
  }, 1000);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    progress?.done();
  }
}
