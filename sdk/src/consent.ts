import { dialogs, purposes as known, noticeVersion, type Purpose } from './catalog.ts';
import type { Off, Store } from './platform.ts';
import { secret, uuid } from './random.ts';

/** The decision, as it is kept. Who the installation is stands beside it, from the first grant on. */
export type Saved = {
  status: 'none' | 'granted' | 'refused' | 'withdrawn' | 'erased';
  purposes: Purpose[];
  notice_version: number;
  notice_language?: string;
  decided_by: 'user' | 'administrator';
  decided_at: string;
  erase?: true;
  /** Whether the service knows of it. */
  told: boolean;
  identity?: Identity;
};
type Identity = { installation_id: string; secret: string; salt: string };
/** Texts to ask with: a title, paragraphs, an unchecked box for each purpose, two buttons. */
export type Dialog = (typeof dialogs)['en'];
type How = { language?: string; decided_by?: 'user' | 'administrator' };

const undecided: Saved = {
  status: 'none',
  purposes: [],
  notice_version: 0,
  decided_by: 'user',
  decided_at: '',
  told: true,
};

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
  readonly #listeners = new Set<() => void>();
  #text: string | undefined;
  #saved = undecided;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  get status(): Saved['status'] {
    return this.#saved.status;
  }
  get purposes(): readonly Purpose[] {
    return this.#saved.purposes;
  }
  /** Who turned it off, whatever was granted: the environment, an administrator, or the program. */
  get off(): Off | undefined {
    return this.#needs.off();
  }
  /** Whether to ask now: nobody decided yet, or what was granted was an earlier notice. Never after a no. */
  get ask(): boolean {
    const { status, notice_version } = this.#saved;
    return !this.off && (status === 'none' || (status === 'granted' && notice_version < noticeVersion));
  }
  /** Whether anything may be queued and sent. */
  get active(): boolean {
    return this.#saved.status === 'granted' && !this.off;
  }
  /** The texts to ask with, of the notice this package was built with; English where there is no such language. */
  notice(language = 'en'): Dialog {
    const wanted = language.toLowerCase().split(/[-_]/)[0] as 'en';
    const texts = JSON.stringify(Object.hasOwn(dialogs, wanted) ? dialogs[wanted] : dialogs.en);
    return JSON.parse(texts.replaceAll('{notice}', `${this.#needs.url}/v1/notice`));
  }
  /** Calls back after every change; returns what ends that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Grants these purposes and no others. False where it is turned off or could not be kept: then nothing is sent. */
  grant(purposes: readonly Purpose[], how: How = {}): boolean {
    const chosen = known.filter((purpose) => purposes.includes(purpose));
    if (chosen.length === 0) return this.refuse(how);
    if (this.off) return false;
    const { status, identity } = this.#saved;
    const kept = status === 'erased' ? undefined : identity;
    return this.#decide('granted', how, {
      purposes: chosen,
      identity: kept ?? { installation_id: uuid(), secret: secret(), salt: secret() },
    });
  }
  /** Who refuses from the start stays unknown to the service: nothing is sent, not even the no. */
  refuse(how: How = {}): boolean {
    return this.#decide('refused', how, {});
  }
  /** Deletes what waits to be sent, then tells the service, now or when it can be reached. */
  withdraw({ erase, ...how }: How & { erase?: boolean } = {}): boolean {
    return this.#decide('withdrawn', how, erase ? { erase: true } : {});
  }

  #decide(status: Saved['status'], how: How, more: Partial<Saved>): boolean {
    this.load();
    const { language, decided_by = 'user' } = how;
    const before = this.#saved;
    const identity = more.identity ?? before.identity;
    const saved: Saved = {
      status,
      purposes: [],
      notice_version: noticeVersion,
      notice_language: language,
      decided_by,
      // Later than any before it, whatever the clock says: of two decisions the later one counts.
      decided_at: new Date(
        Math.max(this.#needs.now(), Date.parse(before.decided_at || '0') + 1),
      ).toISOString(),
      told: identity === undefined || before.status === 'erased',
      ...more,
      identity,
    };
    return this.#keep(status === 'granted' && before.status === 'erased' ? { ...saved, told: false } : saved);
  }

  #keep(saved: Saved): boolean {
    const granted = saved.status === 'granted';
    // In force for this process at once where it is a no, even if the disk fails.
    if (!granted) this.#use(saved);
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

  /** Reads the decision again: another process of the program may have changed it. */
  load(): void {
    let text: string | undefined;
    try {
      text = this.#needs.store.read('consent');
    } catch {
      return;
    }
    if (text === this.#text) return;
    this.#text = text;
    this.#use(parsed(text));
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

  /** For the sender: what is kept, with who we are. */
  get saved(): Saved {
    return this.#saved;
  }
  /** The service has the decision of this time. */
  told(decided_at: string): void {
    if (this.#saved.decided_at === decided_at) this.#keep({ ...this.#saved, told: true });
  }
  /** The service knows of another decision, such as one that came by letter; or of none, and is to be told again. */
  adopt(status: Saved['status']): void {
    if (status === 'none') this.#keep({ ...this.#saved, told: false });
    else if (status !== 'granted') this.#keep({ ...this.#saved, status, purposes: [], told: true });
  }
}

function parsed(text: string | undefined): Saved {
  try {
    const saved = JSON.parse(text ?? 'null');
    return saved?.status && Array.isArray(saved.purposes) ? saved : undecided;
  } catch {
    return undecided;
  }
}
