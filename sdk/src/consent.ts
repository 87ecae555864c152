import { dialogs, purposes as known, noticeVersion, type Purpose } from './catalog.ts';
import { isPlausible } from './clock.ts';
import { isErasing, owesErasure, type Saved, type Status, savedOf, undecided } from './decision.ts';
import { isLater } from './list.ts';
import type { Off, Store } from './platform.ts';
import { secret, uuid } from './random.ts';
import { Receipts } from './receipts.ts';
import type { Receipt } from './wire.ts';

/** Texts to ask with: a title, paragraphs, an unchecked box for each purpose, two buttons. */
export type Dialog = (typeof dialogs)['en'];
type How = { language?: string; decided_by?: 'user' | 'administrator' };

type Needs = {
  store: Store;
  url: string;
  off: () => Off | undefined;
  now: () => number;
  /** What is to be done once a decision changed, or was found. */
  decided: (granted: boolean) => void;
};

/** What the user decided, and how they decide. Nothing is sent, and nothing kept but the decision, before a grant. */
export class Consent {
  readonly #needs: Needs;
  readonly #receipts: Receipts;
  readonly #listeners = new Set<() => void>();
  #text: string | undefined;
  #saved = undecided;
  #unreadable = false;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#receipts = new Receipts(needs.store);
  }

  /**
   * How it stands: `none`, `granted`, `refused`, `withdrawn` or `erased`.
   * @example label.textContent = telemetry.consent.status;
   */
  get status(): Status {
    return this.#saved.status;
  }
  /**
   * What was granted.
   * @example box.checked = telemetry.consent.purposes.includes('usage');
   */
  get purposes(): readonly Purpose[] {
    return this.#saved.purposes;
  }
  /**
   * Who turned it off, whatever was granted: the environment, an administrator, or the program.
   * @example if (telemetry.consent.off) settings.hide();
   */
  get off(): Off | undefined {
    return this.#needs.off();
  }
  /**
   * Whether to ask now: nobody decided yet, or what was granted was an earlier notice. Never after a no, nor where the
   * decision that is kept can't be read: it may have been one.
   * @example if (telemetry.consent.ask) show(telemetry.consent.notice(navigator.language));
   */
  get ask(): boolean {
    const { status, notice_version } = this.#saved;
    if (this.off || this.#unreadable) return false;
    return status === 'none' || (status === 'granted' && notice_version < noticeVersion);
  }
  /**
   * Whether anything may be queued and sent.
   * @example if (telemetry.consent.active) telemetry.resourcesUsed(measure());
   */
  get active(): boolean {
    return this.#saved.status === 'granted' && !this.off;
  }
  /**
   * What the service answered to the last decision that it has: with a `proof`, which anyone can verify without it. Undefined
   * before the first.
   * @example if (telemetry.consent.receipt) save('receipt.json', JSON.stringify(telemetry.consent.receipt));
   */
  get receipt(): Receipt | undefined {
    return this.#receipts.all.at(-1);
  }
  /**
   * All that are kept, the oldest first: at most a hundred. `npm run verify-proof` compares them with an export.
   * @example save('receipts.json', JSON.stringify(telemetry.consent.receipts));
   */
  get receipts(): readonly Receipt[] {
    return this.#receipts.all;
  }
  /**
   * The texts to ask with, of the notice this package was built with; English where there is no such language.
   * @example const { user } = telemetry.consent.notice('de-DE'); // user.title, user.text, user.purposes
   */
  notice(language = 'en'): Dialog {
    const wanted = language.toLowerCase().split(/[-_]/)[0] as 'en';
    const texts = JSON.stringify(Object.hasOwn(dialogs, wanted) ? dialogs[wanted] : dialogs.en);
    return JSON.parse(texts.replaceAll('{notice}', `${this.#needs.url}/v1/notice`));
  }
  /**
   * Calls back after every change; returns what ends that.
   * @example const end = telemetry.consent.onChange(() => menu.update());
   */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Grants these purposes and no others. False where it is turned off or could not be kept: then nothing is sent.
   * @example telemetry.consent.grant(['usage', 'licensing'], { language: 'de' });
   */
  grant(purposes: readonly Purpose[], how: How = {}): boolean {
    const chosen = known.filter((purpose) => purposes.includes(purpose));
    if (chosen.length === 0) return this.refuse(how);
    if (this.off) return false;
    this.load();
    const { identity } = this.#saved;
    // Who is to be erased stays until the service knows of it.
    if (owesErasure(this.#saved)) return false;
    const kept = isErasing(this.#saved) ? undefined : identity;
    return this.#decide('granted', how, {
      purposes: chosen,
      identity: kept ?? { installation_id: uuid(), secret: secret(), salt: secret() },
    });
  }
  /**
   * Who refuses from the start stays unknown to the service: nothing is sent, not even the no.
   * @example telemetry.consent.refuse();
   */
  refuse(how: How = {}): boolean {
    return this.#decide('refused', how, {});
  }
  /**
   * Deletes what waits to be sent, then tells the service, now or when it can be reached.
   * @example telemetry.consent.withdraw({ language: 'de' });
   */
  withdraw({ erase, ...how }: How & { erase?: boolean } = {}): boolean {
    return this.#decide('withdrawn', how, erase ? { erase: true } : {});
  }

  #decide(status: Status, { language, decided_by = 'user' }: How, more: Partial<Saved>): boolean {
    this.load();
    const before = this.#saved;
    const identity = more.identity ?? before.identity;
    const owes = owesErasure(before);
    return this.#keep({
      ...before,
      status: owes ? 'withdrawn' : status,
      purposes: [],
      notice_version: noticeVersion,
      notice_language: language,
      decided_by,
      // Later than any before it, whatever the clock says: of two decisions the later one counts.
      decided_at: new Date(
        Math.max(this.#needs.now(), Date.parse(before.decided_at || '0') + 1),
      ).toISOString(),
      erase: owes || undefined,
      told: identity === undefined || (before.status === 'erased' && status !== 'granted'),
      ...more,
      identity,
    });
  }

  #keep(saved: Saved): boolean {
    const granted = saved.status === 'granted';
    // In force for this process at once where it is a no, even if the disk fails.
    if (!granted) this.#use(saved);
    if (isLater(this.#text)) return false;
    try {
      const text = JSON.stringify(saved);
      if (granted && this.#text === undefined) this.#needs.store.writeFirst('consent', text);
      else this.#needs.store.write('consent', text);
      this.#text = undefined;
      this.load();
      return this.#saved.status === saved.status;
    } catch {
      return false;
    }
  }

  /** Reads the decision again: another process of the program may have changed it. @internal */
  load(): void {
    let text: string | undefined;
    try {
      text = this.#needs.store.read('consent');
    } catch {
      // Whatever was read before still holds; and who has never read it knows of no grant.
      this.#unreadable = this.#text === undefined;
      return;
    }
    if (text === this.#text) return;
    this.#text = text;
    const saved = text === undefined ? undecided : savedOf(text);
    this.#unreadable = saved === undefined;
    this.#use(saved ?? undecided);
  }

  #use(saved: Saved): void {
    const before = this.#saved;
    this.#saved = saved;
    if (before.decided_at === saved.decided_at && before.status === saved.status) return;
    this.#needs.decided(saved.status === 'granted');
    for (const listener of this.#listeners) {
      try {
        listener();
      } catch {
        // The program's own mistake is not ours to die of.
      }
    }
  }

  /** For the sender: what is kept, with who we are. @internal */
  get saved(): Saved {
    return this.#saved;
  }
  /** The service answered this. A disk that fails changes nothing: the decision counts all the same. @internal */
  keepReceipt(receipt: Receipt): void {
    try {
      this.#receipts.add(receipt);
    } catch {}
  }
  /** The service has the decision of this time. @internal */
  told(decided_at: string): void {
    if (this.#saved.decided_at === decided_at) this.#keep({ ...this.#saved, told: true });
  }
  /** The service knows of another decision, such as one that came by letter; or of none, and is to be told again. @internal */
  adopt(status: Status): void {
    if (status === 'none') this.#keep({ ...this.#saved, told: false });
    else if (status !== 'granted') this.#keep({ ...this.#saved, status, purposes: [], told: true });
  }
  /** Dates what was decided by a clock that is known to have been wrong. @internal */
  restamp(): void {
    const { told, decided_at } = this.#saved;
    if (told || isPlausible(Date.parse(decided_at))) return;
    this.#keep({ ...this.#saved, decided_at: new Date(this.#needs.now()).toISOString() });
  }
}
