import type { Account, Memento } from '../connections/host.js';

const PREFIX = 'usageReports.account.';
const SIGNED_OUT = 'signedOut';

/** What is remembered of a connection: its account, that the person signed out of it, or nothing. */
export type RememberedAccount = Account | typeof SIGNED_OUT | undefined;

/** Which of VS Code's accounts belongs to which connection. Names of accounts only: their sessions and tokens stay with VS Code. */
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

  /** @returns whether this is news */
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

/** The directory that all personal Microsoft accounts live in; an account's id ends with the id of its home directory. */
const PERSONAL_TENANT = '9188040d-6c67-4c5b-b112-36a304b66dad';

/** Whether this is somebody's private account, which has no tenant and therefore no usage reports. */
export function isPersonalAccount({ id }: Account): boolean {
  return id.toLowerCase().includes(PERSONAL_TENANT);
}
