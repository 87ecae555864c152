import { Driver } from './driver.ts';
import { Failed } from './failed.ts';
import { type Json, writeKey } from './service.ts';

/** What `open` is given, beside the defaults. */
export type Open = Record<string, unknown>;

/** A driver, in the words of a program that has the SDK. */
export class Host extends Driver {
  readonly #given: Open;
  constructor(command: string[], env: Record<string, string>, cwd: string, given: Open) {
    super(command, env, cwd);
    this.#given = given;
  }
  open(more: Open = {}): Promise<Json> {
    const context = { product_version: '4.2.1' };
    return this.do({ do: 'open', writeKey, context, ...this.#given, ...more });
  }
  async grant(...purposes: string[]): Promise<boolean> {
    return (await this.do({ do: 'grant', purposes })).kept;
  }
  async refuse(): Promise<boolean> {
    return (await this.do({ do: 'refuse' })).kept;
  }
  async withdraw(more: { erase?: boolean } = {}): Promise<boolean> {
    return (await this.do({ do: 'withdraw', ...more })).kept;
  }
  /** Features used, one event each. */
  async use(...features: string[]): Promise<void> {
    for (const feature of features) await this.track('feature_used', { feature });
  }
  async track(event_name: string, properties?: object, more: object = {}): Promise<void> {
    await this.do({ do: 'track', event_name, properties, ...more });
  }
  async flush(timeout_ms = 30_000): Promise<boolean> {
    return (await this.do({ do: 'flush', timeout_ms })).sent;
  }
  status(): Promise<Json> {
    return this.do({ do: 'status' });
  }
  async preview(): Promise<Json[]> {
    return (await this.do({ do: 'preview' })).bodies;
  }
  async history(): Promise<Json[]> {
    return (await this.do({ do: 'history' })).batches;
  }
  async close(): Promise<void> {
    await this.do({ do: 'close' });
  }
  /** The sentence that the SDK throws at it. */
  async refused(step: { do: string } & Record<string, unknown>): Promise<string> {
    try {
      const got = await this.do(step);
      throw new Failed(JSON.stringify(step), 'an error', got);
    } catch (fault) {
      if (fault instanceof Failed && fault.expected === 'no error') return fault.got;
      throw fault;
    }
  }
}
