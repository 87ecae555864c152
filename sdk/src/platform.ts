/** What the core needs of the machine it runs on. `node/` and `browser/` have one each; the core knows neither. */

/** An HTTP reply as far as the rules go. Headers may be missing, or not to be read. */
export type Reply = {
  status: number;
  type?: string | undefined;
  retryAfter?: string | undefined;
  date?: string | undefined;
  /** No more than the call's `most`: what is longer is cut, and so is no JSON. */
  text: string;
};

export type Call = {
  method: 'GET' | 'POST' | 'PUT';
  url: string;
  headers: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
  /** The most bytes of the reply to read. */
  most: number;
};

/** A segment of the queue that only its claimer may send. */
export type Claim = { name: string; text: string };

/**
 * Where the decision and the queue are kept. Every method is synchronous, and may throw where the disk fails. A segment
 * is a text of lines: a header, then an event a line. One process writes it; once sealed, whoever claims it sends it.
 * A segment's ID begins with a number of 15 digits; the order of the numbers is the order of writing.
 */
export type Store = {
  read(name: Kept): string | undefined;
  /** All of it or nothing, whenever the process dies. */
  write(name: Kept, text: string): void;
  /** Unless there is something already: then that stays. */
  writeFirst(name: Kept, text: string): void;
  /** Reads and removes: of two processes one gets it. */
  take(name: Kept): string | undefined;
  /** The number of the newest segment; 0 where there is none. */
  newest(): number;
  /** False, with nothing written, where another process took the segment for one left behind. */
  append(segment: string, lines: string): boolean;
  seal(segment: string): void;
  /** Names of the segments that are sealed, or that their process left behind; the oldest first. */
  list(): string[];
  /** Undefined where another process was first. */
  claim(name: string): Claim | undefined;
  rewrite(claim: Claim): void;
  release(claim: Claim): void;
  remove(claim: Claim): void;
  /** Texts of all segments, oldest first, whoever has them. */
  peek(): string[];
  /** Deletes the oldest segments beyond the queue's bounds; returns how many events they held. */
  trim(): number;
  purge(): void;
};
type Kept = 'consent' | 'receipts' | 'sending' | 'sequence' | 'history';

export type Platform = {
  store: Store;
  /** Rejects when no reply came. Never keeps the process alive. */
  call(call: Call, signal: AbortSignal): Promise<Reply>;
  /** Undefined where there is no time for it: then the text goes as it is. */
  gzip(text: string): Promise<Uint8Array<ArrayBuffer>> | undefined;
  /** HMAC-SHA256 in hex. A promise where the platform's own is one. */
  hmac(key: string, text: string): string | Promise<string>;
  /** Fields of purpose `environment`. Called only where that is granted. */
  environment(): Record<string, string | number | undefined>;
  /** Whether this is a build machine. */
  ci: boolean;
  /** Who turned everything off, if anybody did. */
  off(): Off | undefined;
  /** Does it later, without keeping the process alive for it; returns what cancels it. */
  later(work: () => void, milliseconds: number): () => void;
  /** Prints for the developer; undefined where nobody looks. */
  debug: ((text: string) => void) | undefined;
  /** The most bytes of events in a request, before gzip. */
  batchBytes: number;
  /** How much room the record of what was sent may take, in characters. */
  historyCharacters: number;
};

/** What wins over any grant. */
export type Off = 'DO_NOT_TRACK' | 'policy' | 'option';
