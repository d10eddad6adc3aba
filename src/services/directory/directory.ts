import type { Archive } from '../archive/archive.js';
import type { Connection } from '../auth/connections/connection.js';
import type { Memento } from '../auth/connections/vscodeApi.js';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import { isCancelled } from '../../base/errors.js';
import { permissionsOf } from '../../core/directory/datasets.js';
import { DIRECTORY_DATASETS, type DirectoryDataset } from '../../core/directory/names.js';
import { ArchivedDirectory, type DirectorySnapshot } from './archivedDirectory.js';
import { DirectorySwitches } from './directorySwitches.js';
import type { DirectoryRequest, FetchDirectoryOptions } from './fetchDirectory.js';

export interface DirectoryOptions extends FetchDirectoryOptions {
  readonly archive: Archive;
  /** Holds the switches, for this computer. */
  readonly memento: Memento;
  /** Called when the state of some dataset of a connection has changed. */
  readonly changed: (connection: Connection) => void;
  /** The archive's name for a connection's tenant, as far as it is known now. */
  readonly tenantKey: (connection: Connection) => string;
}

/** What is known of one dataset of a connection, without a request. */
export interface DirectoryState {
  readonly isOn: boolean;
  /** When the archived data were requested; absent if there are none. */
  readonly fetchedAt?: IsoInstant;
  readonly isLoading: boolean;
  /** Why the last request failed, since VS Code was started. */
  readonly error?: unknown;
}

/** The data of the tenants' directories: what is switched on, what is archived, and requests for it. */
export class Directory {
  readonly #options: DirectoryOptions;
  readonly #switches: DirectorySwitches;
  readonly #archived: ArchivedDirectory;
  readonly #loading = new Set<string>();
  readonly #failures = new Map<string, unknown>();

  constructor(options: DirectoryOptions) {
    this.#options = options;
    this.#switches = new DirectorySwitches(options.memento, options.tenantKey);
    this.#archived = new ArchivedDirectory(options);
  }

  switchedOn(connection: Connection): readonly DirectoryDataset[] {
    return this.#switches.of(connection);
  }

  /** Names of the permissions that what is switched on needs, each once. */
  permissions(connection: Connection): readonly string[] {
    return permissionsOf(this.switchedOn(connection));
  }

  /** Switches all others off. What is archived stays. */
  async switchTo(connection: Connection, datasets: readonly DirectoryDataset[]): Promise<void> {
    await this.#switches.set(connection, datasets);
    this.#options.changed(connection);
  }

  /** See {@link ArchivedDirectory.newest}. @throws UsageReportsError `storage` */
  newest(connection: Connection, dataset: DirectoryDataset, asOf?: IsoDate): Promise<DirectorySnapshot | undefined> {
    return this.#archived.newest(connection, dataset, asOf);
  }

  /**
   * What is archived now, as a text that is another one once it is replaced, confirmed, or deleted. Reads no data.
   * An archive that cannot be read has nothing.
   */
  async version(connection: Connection): Promise<string> {
    const fetchedAt = await Promise.all(
      DIRECTORY_DATASETS.map(async (dataset) => {
        const snapshot = await this.newest(connection, dataset).catch(() => undefined);
        return snapshot?.fetchedAt ?? '';
      }),
    );
    return fetchedAt.join(' ');
  }

  /** An archive that cannot be read has nothing. */
  async state(connection: Connection, dataset: DirectoryDataset): Promise<DirectoryState> {
    const snapshot = await this.newest(connection, dataset).catch(() => undefined);
    const key = keyOf(connection, dataset);
    const error = this.#failures.get(key);
    return {
      isOn: this.switchedOn(connection).includes(dataset),
      isLoading: this.#loading.has(key),
      ...(snapshot === undefined ? {} : { fetchedAt: snapshot.fetchedAt }),
      ...(error === undefined ? {} : { error }),
    };
  }

  /** See `fetchDirectory`, which says what it throws. What fails is remembered until it succeeds, or is switched off. */
  async fetch(connection: Connection, dataset: DirectoryDataset, request: DirectoryRequest): Promise<number> {
    const key = keyOf(connection, dataset);
    this.#loading.add(key);
    this.#options.changed(connection);
    try {
      const { fetchDirectory } = await import('./fetchDirectory.js');
      const rows = await fetchDirectory(connection, dataset, this.#options, request);
      this.#failures.delete(key);
      return rows;
    } catch (error) {
      if (!isCancelled(error)) {
        this.#failures.set(key, error);
      }
      throw error;
    } finally {
      this.#loading.delete(key);
      this.#options.changed(connection);
    }
  }

  /** Forgets why requests failed, which says nothing about what is switched off. */
  forgetFailures(connection: Connection, datasets: readonly DirectoryDataset[]): void {
    datasets.forEach((dataset) => this.#failures.delete(keyOf(connection, dataset)));
    this.#options.changed(connection);
  }

  /** Deletes what is archived of some datasets. @throws UsageReportsError `storage` */
  async delete(connection: Connection, datasets: readonly DirectoryDataset[]): Promise<void> {
    const { archive, tenantOf } = this.#options;
    const names = new Set<string>(datasets);
    await archive.removeSnapshots(await tenantOf(connection), ({ key }) => names.has(key.report));
    this.#options.changed(connection);
  }
}

function keyOf({ id }: Connection, dataset: DirectoryDataset): string {
  return `${id} ${dataset}`;
}
