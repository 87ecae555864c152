import { type ChildProcess, spawn } from 'node:child_process';
import { Failed } from './failed.ts';
import { lines } from './lines.ts';
import type { Json } from './service.ts';

/** In ms. No life is to need it: whoever is that late hangs, on the busiest machine too. */
const patience = 60_000;

/** The process of a driver. */
export class Driver {
  readonly #child: ChildProcess;
  readonly #answers: string[] = [];
  readonly #waiting: ((line: string | undefined) => void)[] = [];
  readonly #ended: Promise<{ code: number | null; signal: string | null }>;
  isOver = false;
  #last = 'its start';
  /** What it wrote to stderr. */
  said = '';

  constructor([command = '', ...args]: string[], env: Record<string, string>, cwd: string) {
    this.#child = spawn(command, args, { env, cwd, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.stdin?.on('error', () => {});
    this.#child.stderr?.on('data', (chunk) => {
      this.said += chunk;
    });
    void this.#listen(this.#child.stdout as AsyncIterable<Buffer>);
    this.#ended = new Promise((done) => {
      this.#child.once('error', (fault) => {
        this.said += String(fault);
        this.#end();
        done({ code: -1, signal: null });
      });
      this.#child.once('close', (code, signal) => {
        this.#end();
        done({ code, signal });
      });
    });
  }
  async #listen(stdout: AsyncIterable<Buffer>): Promise<void> {
    for await (const line of lines(stdout)) {
      // Mono's own warnings go to stdout.
      if (line.startsWith('mono')) continue;
      const next = this.#waiting.shift();
      if (next) next(line);
      else this.#answers.push(line);
    }
  }
  #end(): void {
    this.isOver = true;
    for (const next of this.#waiting.splice(0)) next(undefined);
  }

  /** The answer to one step; rejects with what the SDK threw, or where the process is gone. */
  async do(step: { do: string } & Record<string, unknown>): Promise<Json> {
    this.#last = JSON.stringify(step);
    this.#child.stdin?.write(`${this.#last}\n`);
    const line = this.#answers.shift() ?? (this.isOver ? undefined : await this.#line());
    if (line === undefined)
      throw new Failed(this.#last, 'an answer', `the process ended. ${this.said.slice(-1500)}`);
    const answer = JSON.parse(line);
    if (typeof answer.error === 'string') throw new Failed(this.#last, 'no error', answer.error);
    return answer;
  }
  #line(): Promise<string | undefined> {
    return new Promise((done, fail) => {
      const late = setTimeout(() => {
        this.#child.kill('SIGKILL');
        fail(
          new Failed(this.#last, `an answer within ${patience / 1000} s`, `none. ${this.said.slice(-1500)}`),
        );
      }, patience);
      this.#waiting.push((line) => {
        clearTimeout(late);
        done(line);
      });
    });
  }

  /** Ends its stdin, and returns in how many ms the process was gone: it is its host that is kept. */
  async end(most = 20_000): Promise<number> {
    const began = performance.now();
    this.#child.stdin?.end();
    const late = setTimeout(() => this.#child.kill('SIGKILL'), most + 10_000);
    const { code, signal } = await this.#ended;
    clearTimeout(late);
    const took = performance.now() - began;
    const how = `after ${this.#last}, the end of stdin`;
    if (took > most) throw new Failed(how, `an end within ${most} ms`, `${Math.round(took)} ms`);
    if (code !== 0) throw new Failed(how, 'exit code 0', `${signal ?? code}. ${this.said.slice(-1500)}`);
    return took;
  }
  /** Kills it from outside, wherever it is. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
  /** Does it, and returns whether the process lived through it, to the end of its stdin; it may be killed meanwhile. */
  async livesThrough(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
    } catch (fault) {
      if (!this.isOver || (await this.#ended).signal !== 'SIGKILL') throw fault;
      return false;
    }
    this.#child.stdin?.end();
    const { code, signal } = await this.#ended;
    if (code !== 0 && signal !== 'SIGKILL')
      throw new Failed(
        `after ${this.#last}, the end of stdin`,
        'exit code 0',
        `${signal ?? code}. ${this.said.slice(-1500)}`,
      );
    return signal === null;
  }
}
