import { createHmac } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Assent as Core } from './assent.ts';
import { type Options as CoreOptions, read } from './given.ts';
import { type Bounds, Disk } from './node/disk.ts';
import { call } from './node/http.ts';
import { ci, debugs, environment, folderOf, off, policyFileOf, waitScale } from './node/machine.ts';

export type { Events, Purpose } from './catalog.ts';
export type { Dialog } from './consent.ts';
export type { SentBatch } from './history.ts';
export type { Erasure, Exported } from './rights.ts';
export type { User } from './users.ts';
export type { Receipt } from './wire.ts';

export type Options = CoreOptions & {
  /** Where decision and queue are kept; by default the user's folder for such on this platform. */
  folder?: string;
  /** The file by which an administrator rules; by default the machine's folder for such. */
  policyFile?: string;
  /** What the queue may hold. */
  queue?: Partial<Bounds>;
};

/** For Node, Bun, Deno, and Electron's main process. */
export class Assent extends Core {
  /**
   * Throws where `url` or `writeKey` can't be right: nothing would ever arrive.
   * @example
   * const telemetry = new Assent({
   *   url: 'https://telemetry.example.com',
   *   writeKey: 'my-app.Zx3v…',
   *   context: { product_version: '4.2.1' },
   * });
   */
  constructor(options: Options) {
    const given = read(options);
    const { folder = folderOf(given.product), policyFile = policyFileOf(given.product), queue } = options;
    // An administrator's word is asked for once: it does not change under a running program.
    const ruled = off(policyFile);
    super(
      {
        store: new Disk(folder, queue),
        call,
        gzip: promisify(gzip) as (text: string) => Promise<Buffer<ArrayBuffer>>,
        hmac: (key, text) => createHmac('sha256', key).update(text).digest('hex'),
        environment,
        ci,
        off: () => ruled,
        later: (work, milliseconds) => {
          const timer = setTimeout(work, milliseconds * waitScale).unref();
          return () => clearTimeout(timer);
        },
        debug: (options.debug ?? debugs) ? (text) => process.stderr.write(`${text}\n`) : undefined,
        batchBytes: 512 * 1024,
        historyCharacters: 4 * 1024 * 1024,
      },
      given,
    );
    process.once('exit', this.#atExit);
  }

  readonly #atExit = () => super.close();

  override close(): void {
    process.off('exit', this.#atExit);
    super.close();
  }
}
