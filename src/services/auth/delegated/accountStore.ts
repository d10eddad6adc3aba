import type { Account, Memento } from '../connections/vscodeApi.js';

const PREFIX = 'usageReports.account.';
const SIGNED_OUT = 'signedOut';

/** A connection's account, or that the user signed out of it; `undefined` if neither is known. */
export type RememberedAccount = Account | typeof SIGNED_OUT | undefined;

/** Remembers the account of each connection: id and label only. Sessions and tokens stay in VS Code. */
export class AccountStore {
  readonly #memento: Memento;

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  get(connectionId: string): RememberedAccount {
    const saved = this.#memento.get<unknown>(PREFIX + connectionId);
    if (saved === SIGNED_OUT) {
      return SIGNED_OUT;
    }
    if (typeof saved !== 'object' || saved === null) {
      return undefined;
    }
    const { id, label } = saved as Partial<Account>;
    return typeof id === 'string' && typeof label === 'string' ? { id, label } : undefined;
  }

  /** @returns whether the account has changed */
  async save(connectionId: string, { id, label }: Account): Promise<boolean> {
    const before = this.get(connectionId);
    if (typeof before === 'object' && before.id === id && before.label === label) {
      return false;
    }
    await this.#memento.update(PREFIX + connectionId, { id, label });
    return true;
  }

  async signOut(connectionId: string): Promise<void> {
    await this.#memento.update(PREFIX + connectionId, SIGNED_OUT);
  }

  async forget(connectionId: string): Promise<void> {
    await this.#memento.update(PREFIX + connectionId, undefined);
  }
}

/** The tenant of all personal Microsoft accounts. An account's id contains its home tenant ID. */
const PERSONAL_TENANT = '9188040d-6c67-4c5b-b112-36a304b66dad';

/** Personal accounts have no usage reports. */
export function isPersonalAccount({ id }: Account): boolean {
  return id.toLowerCase().includes(PERSONAL_TENANT);
}
