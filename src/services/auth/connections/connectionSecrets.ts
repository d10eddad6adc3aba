import type { Event } from '../../../base/emitter.js';
import type { SecretStorage } from './host.js';

const PREFIX = 'usageReports.secret.';

/**
 * The one secret that an app-only connection can have: its client secret, or the passphrase of its certificate's private key. In VS
 * Code's secret storage and nowhere else.
 */
export class ConnectionSecrets {
  readonly #storage: SecretStorage;

  constructor(storage: SecretStorage) {
    this.#storage = storage;
  }

  /** Another window may have changed it, too. */
  get onDidChange(): Event<unknown> {
    return this.#storage.onDidChange;
  }

  async get(connectionId: string): Promise<string | undefined> {
    return this.#storage.get(PREFIX + connectionId);
  }

  async store(connectionId: string, secret: string): Promise<void> {
    await this.#storage.store(PREFIX + connectionId, secret);
  }

  async delete(connectionId: string): Promise<void> {
    await this.#storage.delete(PREFIX + connectionId);
  }
}
