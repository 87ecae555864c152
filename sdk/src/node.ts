import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Assent as Core, type Options as CoreOptions } from './assent.ts';
import { type Bounds, Disk } from './node/disk.ts';
import { call } from './node/http.ts';
import { ci, debugs, environment, folderOf, off, policyFileOf } from './node/machine.ts';

export type { Events, Purpose } from './catalog.ts';
export type { Erasure, Exported } from './rights.ts';

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
  constructor(options: Options) {
    const product = options.writeKey.slice(0, Math.max(0, options.writeKey.lastIndexOf('.')));
    const { folder = folderOf(product), policyFile = policyFileOf(product), queue } = options;
    // An administrator's word is asked for once: it does not change under a running program.
    const ruled = off(policyFile);
    super(
      {
        store: new Disk(folder, queue),
        call,
        gzip: promisify(gzip) as (text: string) => Promise<Buffer<ArrayBuffer>>,
        environment,
        ci,
        off: () => ruled,
        later: (work, milliseconds) => {
          const timer = setTimeout(work, milliseconds).unref();
          return () => clearTimeout(timer);
        },
        debug: debugs ? (text) => process.stderr.write(`${text}\n`) : undefined,
        batchBytes: 512 * 1024,
      },
      options,
    );
    process.once('exit', this.#atExit);
  }

  readonly #atExit = () => super.close();

  override close(): void {
    process.off('exit', this.#atExit);
    super.close();
  }
}
