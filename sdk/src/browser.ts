/// <reference lib="dom" />
import { languageOf } from '../../shared/forms/language.ts';
import { Assent as Core } from './assent.ts';
import { hmac } from './browser/hmac.ts';
import { Storage } from './browser/storage.ts';
import { type Options, read } from './given.ts';
import type { Call, Reply } from './platform.ts';

export type { Events, Purpose } from './catalog.ts';
export type { Dialog } from './consent.ts';
export type { Options } from './given.ts';
export type { SentBatch } from './history.ts';
export type { Erasure, Exported } from './rights.ts';
export type { User } from './users.ts';
export type { Receipt } from './wire.ts';

/** What browsers let go on after the page is gone. */
const keptAlive = 60_000;

async function call({ method, url, headers, body, most }: Call, signal: AbortSignal): Promise<Reply> {
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
    text: await textOf(response, most),
  };
}

async function textOf({ body }: Response, most: number): Promise<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let length = 0; reader && length <= most; ) {
    const { done, value } = await reader.read();
    if (done) return text;
    length += value.length;
    text += decoder.decode(value, { stream: true });
  }
  await reader?.cancel();
  return text;
}

/** A page that was hidden may be gone before anything is packed. */
const gzip = (text: string) => (document.visibilityState === 'hidden' ? undefined : pack(text));

async function pack(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

function environment(): Record<string, string | number | undefined> {
  const { language, hardwareConcurrency } = navigator;
  const { width, height } = screen;
  return {
    language: languageOf(language),
    cpu_cores: hardwareConcurrency,
    screen_width: width,
    screen_height: height,
  };
}

/** Browsers once let users say so, and now by Global Privacy Control. */
function doNotTrack(): boolean {
  const said = navigator as { doNotTrack?: string | null; globalPrivacyControl?: boolean };
  return said.doNotTrack === '1' || said.globalPrivacyControl === true;
}

/** For web pages. */
export class Assent extends Core {
  /**
   * Throws where `url` or `writeKey` can't be right: nothing would ever arrive.
   * @example const telemetry = new Assent({ url, writeKey, context: { product_version: '4.2.1' }, debug: true });
   */
  constructor(options: Options) {
    const given = read(options);
    super(
      {
        store: new Storage(given.product),
        call,
        gzip,
        hmac,
        environment,
        ci: false,
        off: () => (doNotTrack() ? 'DO_NOT_TRACK' : undefined),
        later: (work, milliseconds) => {
          const timer = setTimeout(work, milliseconds);
          return () => clearTimeout(timer);
        },
        debug: options.debug ? (text) => console.info(text) : undefined,
        batchBytes: 56 * 1024,
        historyCharacters: 256 * 1024,
      },
      given,
    );
    // Once hidden, a page may never come back.
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') void this.flush();
    });
  }
}
