import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { noticeVersion } from '../src/catalog.ts';
import { Failed, is } from './failed.ts';
import { Host, type Open } from './host.ts';
import type { Language } from './languages.ts';
import { Service } from './service.ts';
import type { Tools } from './tools.ts';

export const seconds = 1000;
export const hours = 3600 * seconds;
export const days = 24 * hours;

/** What a life needs and this machine lacks. */
export class Skipped extends Error {}

/** How a driver's process is started, beside what all of them get. */
export type Start = {
  env?: Record<string, string>;
  /** Killed before the n-th step on a file; the disk full from the n-th on; the n-th takes half of what it writes. */
  kill?: number;
  full?: number;
  short?: number;
  /** Another language's driver. */
  language?: Language;
  /** Its clock can't be set while it runs, and nothing is logged: it runs as fast as it can. */
  quick?: true;
  /** Without the right of a superuser to write where nobody may. */
  bound?: true;
};

const plays: [name: string, play: (life: Life) => Promise<void>][] = [];
/** Adds a life: what a program's telemetry must do, as a sentence. */
export function life(name: string, play: (life: Life) => Promise<void>): void {
  plays.push([name, play]);
}
export const allLives = plays;

/** All days of these lives lie after the packages were made, whenever that is. */
const start = Date.UTC(2026, 10, 22);
const base = Math.max(0, start - Date.now()) + 30 * days;

/** One life: a folder, a service, and the processes that run in it. */
export class Life {
  readonly language: Language;
  readonly tools: Tools;
  readonly home = mkdtempSync(join(tmpdir(), 'assent-life-'));
  readonly folder = join(this.home, 'telemetry');
  readonly service = new Service();
  /** The version of the notice that the drivers were made with. */
  readonly notice = noticeVersion;
  readonly #hosts: Host[] = [];
  #passed = 0;
  #wrong = 0;
  /** Where stderr may have something: with ASSENT_DEBUG. */
  talks = false;

  constructor(language: Language, tools: Tools) {
    this.language = language;
    this.tools = tools;
    this.service.now = () => this.now;
    this.#setClock();
  }

  /** The time in the world, in ms since 1970. */
  get now(): number {
    return Date.now() + (this.tools.faketime ? base : 0) + this.#passed;
  }
  /** Time goes by: for the world, this machine's clock, and the files that lie there. */
  passes(milliseconds: number): void {
    this.#passed += milliseconds;
    this.#setClock();
    for (const name of this.names()) {
      const path = join(this.folder, name);
      try {
        const then = new Date(statSync(path).mtimeMs - milliseconds);
        utimesSync(path, then, then);
      } catch (fault) {
        // A thread of the SDK has just removed it.
        if ((fault as NodeJS.ErrnoException).code !== 'ENOENT') throw fault;
      }
    }
  }
  /** This machine's clock is so far ahead of the world's from now on. */
  clock(ahead: number): void {
    this.#wrong = ahead;
    this.#setClock();
  }
  #setClock(): void {
    if (!this.tools.faketime) {
      if (this.#passed !== 0 || this.#wrong !== 0) throw new Skipped('libfaketime is missing');
      return;
    }
    const by = Math.round((base + this.#passed + this.#wrong) / 1000);
    const path = join(this.home, 'clock');
    writeFileSync(`${path}.new`, `${by < 0 ? by : `+${by}`}\n`);
    renameSync(`${path}.new`, path);
  }

  /** Starts a process of the program. Nothing that the SDK plans by itself comes about, unless `ASSENT_WAIT_SCALE` is given. */
  start({ env, kill, full, short, bound, quick, language = this.language }: Start = {}): Host {
    const { shim, faketime } = this.tools;
    if ((kill ?? full ?? short) !== undefined) this.needsShim();
    if (bound && !this.tools.bound) throw new Skipped('nobody here can be kept from writing into a folder');
    const preload = [faketime, quick ? undefined : shim].filter(Boolean).join(':');
    const all: Record<string, string | undefined> = {
      ...Object.fromEntries(passed.map((name) => [name, process.env[name]])),
      HOME: this.home,
      ASSENT_WAIT_SCALE: '100',
      ASSENT_POLICY_FILE: join(this.home, 'policy.json'),
      LD_PRELOAD: preload,
      ...(quick
        ? { FAKETIME: readFileSync(join(this.home, 'clock'), 'utf8').trim() }
        : { FAKETIME_TIMESTAMP_FILE: join(this.home, 'clock'), FAKETIME_NO_CACHE: '1' }),
      NO_FAKE_STAT: '1',
      DONT_FAKE_MONOTONIC: '1',
      SHIM_FOLDER: this.folder,
      SHIM_LOG: this.#log,
      SHIM_DISK_FULL: join(this.home, 'full'),
      SHIM_KILL: kill?.toString(),
      SHIM_FULL: full?.toString(),
      SHIM_SHORT: short?.toString(),
      ...language.env,
      ...env,
    };
    const set = Object.entries(all).filter((each): each is [string, string] => each[1] !== undefined);
    const command = [...(bound ? (this.tools.bound ?? []) : []), ...language.command];
    const host = new Host(command, Object.fromEntries(set), this.home, this.#open);
    this.#hosts.push(host);
    return host;
  }
  get #open(): Open {
    return { url: this.service.url, folder: this.folder };
  }
  /** A process in which the user has granted these purposes, of which the service knows; nothing of that counts as seen. */
  async begin(purposes = ['usage'], start: Start = {}, open: Open = {}): Promise<Host> {
    const host = this.start(start);
    await host.open(open);
    is('grant', await host.grant(...purposes), true);
    is('flush', await host.flush(), true);
    this.service.seen.length = 0;
    return host;
  }

  /** Full or free, for processes that run as well. */
  disk(state: 'full' | 'free'): void {
    this.needsShim();
    const path = join(this.home, 'full');
    if (state === 'full') writeFileSync(path, '');
    else rmSync(path, { force: true });
  }
  needsShim(): void {
    if (!this.tools.shim) throw new Skipped('there is no compiler for the preloaded shim');
  }
  get #log(): string {
    return join(this.home, 'log');
  }
  #logged(): string[] {
    this.needsShim();
    return existsSync(this.#log) ? readFileSync(this.#log, 'utf8').split('\n').filter(Boolean) : [];
  }
  /** Whom the processes called so far: `connect 127.0.0.1 80`, `lookup name`. */
  sockets(): string[] {
    return this.#logged().filter((line) => !line.startsWith('step '));
  }
  /** The steps on files of the folder since the log was begun anew: `create`, `write`, `rename` and so on. */
  steps(): string[] {
    return this.#logged().flatMap((line) => /^step \d+ (\w+)/.exec(line)?.[1] ?? []);
  }
  forgetLog(): void {
    rmSync(this.#log, { force: true });
  }
  /** Keeps what lies in the folder now and what the service knows, for `restore`. */
  save(): void {
    this.service.save();
    if (existsSync(this.folder)) cpSync(this.folder, `${this.folder}.saved`, { recursive: true });
  }
  /** The folder is as it was saved; what arrived and what was logged since is forgotten. */
  restore(): void {
    this.forgetLog();
    rmSync(this.folder, { recursive: true, force: true });
    if (existsSync(`${this.folder}.saved`)) cpSync(`${this.folder}.saved`, this.folder, { recursive: true });
    this.service.restore();
  }

  names(): string[] {
    return existsSync(this.folder) ? readdirSync(this.folder).sort() : [];
  }
  /** What lies there: `.ready` for each sealed segment, `consent`, and so on. */
  files(): string[] {
    return this.names()
      .map((name) => /\.[a-z]+$/.exec(name)?.[0] ?? name)
      .sort();
  }
  size(name: string): number {
    return statSync(join(this.folder, name)).size;
  }
  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }
  bytes(name: string): Buffer {
    return readFileSync(join(this.folder, name));
  }
  // biome-ignore lint/suspicious/noExplicitAny: a file of the format
  json(name: string): any {
    return existsSync(join(this.folder, name)) ? JSON.parse(this.read(name)) : undefined;
  }
  write(name: string, text: string | Buffer): void {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(join(this.folder, name), text);
  }
  /** Changes members of a file, as another SDK might have written them. */
  change(name: string, members: object): void {
    this.write(name, JSON.stringify({ ...this.json(name), ...members }));
  }
  remove(name: string): void {
    rmSync(join(this.folder, name), { force: true });
  }

  /** Waits until it is so: what the SDK does by itself. */
  async eventually(step: string, of: () => unknown, expected: unknown): Promise<void> {
    for (const until = Date.now() + 30 * seconds; Date.now() < until; await sleep(10))
      if (isDeepStrictEqual(of(), expected)) return;
    is(step, of(), expected);
  }

  /** What holds at the end of each life. */
  async check(): Promise<void> {
    for (const host of this.#hosts) if (!host.isOver) await host.end();
    const [complaint] = this.service.complaints;
    if (complaint) throw new Failed('what was sent', 'nothing but what the contract names', complaint);
    for (const { said } of this.#hosts)
      if (said !== '' && !this.talks) throw new Failed('the end', 'nothing on stderr', said.slice(0, 1500));
  }
  async clear(isKept: boolean): Promise<void> {
    for (const host of this.#hosts) await host.kill();
    this.service.stop();
    if (!isKept) rmSync(this.home, { recursive: true, force: true });
  }
}

/** Of the environment, what it takes to start a program. */
const passed = ['PATH', 'TMPDIR', 'JAVA_HOME', 'PYENV_ROOT', 'PYENV_VERSION', 'SystemRoot'];
