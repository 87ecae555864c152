/// <reference lib="dom" />
import { Assent as Core, type Options } from './assent.ts';
import { Storage } from './browser/storage.ts';
import type { Call, Reply } from './platform.ts';

export type { Options } from './assent.ts';
export type { Events, Purpose } from './catalog.ts';
export type { Dialog } from './consent.ts';
export type { Erasure, Exported } from './rights.ts';

/** What browsers let go on after the page is gone. */
const keptAlive = 60_000;

async function call({ method, url, headers, body }: Call, signal: AbortSignal): Promise<Reply> {
  const response = await fetch(url, {
    method,
    headers,
    body,
    signal,
    keepalive: (body?.length ?? 0) < keptAlive,
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    redirect: 'manual',
  });
  const header = (name: string) => response.headers.get(name) ?? undefined;
  return {
    status: response.status,
    type: header('content-type'),
    retryAfter: header('retry-after'),
    // Pages may not read it. The service corrects a clock that is off by more than ten minutes.
    date: header('date'),
    text: await response.text(),
  };
}

/** A page that was hidden may be gone before anything is packed. */
const gzip = (text: string) => (document.visibilityState === 'hidden' ? undefined : pack(text));

async function pack(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

function environment(): Record<string, string | number> {
  const { language, hardwareConcurrency } = navigator;
  const { width, height } = screen;
  return { language, cpu_cores: hardwareConcurrency, screen_width: width, screen_height: height };
}

/** Browsers once let users say so. */
const doNotTrack = () => (navigator as { doNotTrack?: string | null }).doNotTrack === '1';

/** For web pages. */
export class Assent extends Core {
  constructor(options: Options) {
    super(
      {
        store: new Storage(options.writeKey.slice(0, Math.max(0, options.writeKey.lastIndexOf('.')))),
        call,
        gzip,
        environment,
        ci: false,
        off: () => (doNotTrack() ? 'DO_NOT_TRACK' : undefined),
        later: (work, milliseconds) => {
          const timer = setTimeout(work, milliseconds);
          return () => clearTimeout(timer);
        },
        debug: undefined,
        batchBytes: 56 * 1024,
      },
      options,
    );
    // Once hidden, a page may never come back.
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') void this.flush();
    });
  }
}
