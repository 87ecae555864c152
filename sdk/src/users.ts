import { isNil } from '../../shared/forms/id.ts';

/** A user of the program, by whatever name the program has for them. */
export type User = {
  /** A GUID or a hex digest goes as it is; anything else as a keyed digest. */
  user?: string | undefined;
  role?: string | undefined;
};

const guid = /^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,128})$/i;
const most = 1000;

/** What stands for users. A digest is made once, while the same users come again. */
export class Users {
  readonly #hmac: (key: string, text: string) => string | Promise<string>;
  readonly #known = new Map<string, string | Promise<string>>();
  #salt = '';

  constructor(hmac: (key: string, text: string) => string | Promise<string>) {
    this.#hmac = hmac;
  }

  /**
   * The product's own GUID or hex digest as it is, a nil one for nobody; of anything else the HMAC-SHA256 under the
   * installation's salt, in hex: the same user is somebody else elsewhere.
   */
  idOf(user: string, salt: string): string | undefined | Promise<string> {
    if (guid.test(user)) return isNil(user) ? undefined : user;
    if (salt !== this.#salt || this.#known.size >= most) this.#known.clear();
    this.#salt = salt;
    const known = this.#known.get(user) ?? this.#hmac(salt, user.normalize('NFC'));
    this.#known.set(user, known);
    return known;
  }
}
