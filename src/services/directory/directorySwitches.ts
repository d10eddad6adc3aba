import { DIRECTORY_DATASETS, type DirectoryDataset } from '../../core/directory/names.js';
import type { Connection } from '../auth/connections/connection.js';
import type { Memento } from '../auth/connections/vscodeApi.js';

const PREFIX = 'usageReports.directory.';

/**
 * Which data of the directory a person has switched on for each connection, on this computer: none at first. It is no setting, so that no
 * file of a workspace and no other computer switches anything on. A connection that leads to another tenant since, or signs in as another
 * app, is a new one.
 */
export class DirectorySwitches {
  readonly #memento: Memento;
  readonly #tenantKey: (connection: Connection) => string;

  /** @param tenantKey the archive's name for a connection's tenant, as far as it is known now */
  constructor(memento: Memento, tenantKey: (connection: Connection) => string) {
    this.#memento = memento;
    this.#tenantKey = tenantKey;
  }

  /** In the order of {@link DIRECTORY_DATASETS}. */
  of(connection: Connection): readonly DirectoryDataset[] {
    const kept = this.#memento.get<unknown>(keyOf(connection));
    const { identity, datasets } = (kept ?? {}) as { readonly identity?: unknown; readonly datasets?: unknown };
    return identity === this.#identityOf(connection) && Array.isArray(datasets)
      ? DIRECTORY_DATASETS.filter((dataset) => datasets.includes(dataset))
      : [];
  }

  async set(connection: Connection, datasets: readonly DirectoryDataset[]): Promise<void> {
    const kept = datasets.length === 0 ? undefined : { identity: this.#identityOf(connection), datasets };
    await this.#memento.update(keyOf(connection), kept);
  }

  #identityOf(connection: Connection): string {
    const { kind, graphOrigin, authority, clientId } = connection;
    return JSON.stringify([kind, graphOrigin, authority, clientId, this.#tenantKey(connection)]);
  }
}

function keyOf({ id }: Connection): string {
  return `${PREFIX}${id}`;
}
