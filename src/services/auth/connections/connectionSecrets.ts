import type { Event } from '../../../base/emitter.js';
import type { SecretStorage } from './vscodeApi.js';

const PREFIX = 'usageReports.secret.';

/**
 * The secret of an app-only connection: its client secret, or the passphrase of its certificate's private key. Stored in VS Code's secret
 * storage and nowhere else.
 */
export class ConnectionSecrets {
  readonly #storage: SecretStorage;

  constructor(storage: SecretStorage) {
    this.#storage = storage;
  }

  /** Also fires after a change in another window. */
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
