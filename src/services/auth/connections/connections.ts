import { type Disposable, Emitter, type Event } from '../../../base/emitter.js';
import { UsageReportsError } from '../../../base/errors.js';
import {
  type Connection,
  type ConnectionSetting,
  readConnections,
  SAMPLE_CONNECTION,
  SAMPLE_CONNECTIONS,
} from './connection.js';
import { withEntry, withoutEntry } from './connectionSetting.js';
import type { Memento } from './vscodeApi.js';

/** The setting `usageReports.connections` of the user or the machine. */
export interface ConnectionSettings {
  /** The value as written in the settings, not validated. */
  read(): unknown;
  /** @param entries `undefined` removes the setting */
  write(entries: readonly unknown[] | undefined): Promise<void>;
  readonly onDidChange: Event<void>;
}

/** Receives a warning for each entry that is ignored. */
export interface WarningLog {
  warn(message: string): void;
}

const ACTIVE = 'usageReports.activeConnection';

/** All connections, and the active one that the sidebar shows. */
export class Connections implements Disposable {
  readonly #settings: ConnectionSettings;
  readonly #state: Memento;
  readonly #log: WarningLog;
  readonly #changed = new Emitter<void>();
  readonly #subscription: Disposable;
  #all: readonly Connection[];

  /** The list or the active connection has changed. */
  readonly onDidChange = this.#changed.event;

  /**
   * @param state stores the active connection, for each workspace
   * @param samples the sample tenants by their names in the display language
   */
  constructor(
    settings: ConnectionSettings,
    state: Memento,
    log: WarningLog,
    private readonly samples = SAMPLE_CONNECTIONS,
  ) {
    this.#settings = settings;
    this.#state = state;
    this.#log = log;
    this.#all = this.#read();
    this.#subscription = settings.onDidChange(() => {
      this.#all = this.#read();
      this.#changed.fire();
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  get all(): readonly Connection[] {
    return this.#all;
  }

  /** The sample tenant until the user chooses another connection, so that reports can be tried before signing in. */
  get active(): Connection {
    const id = this.#state.get<unknown>(ACTIVE);
    const find = (wanted: unknown) => this.#all.find((connection) => connection.id === wanted);
    return find(id) ?? find(SAMPLE_CONNECTION.id) ?? SAMPLE_CONNECTION;
  }

  async activate(connection: Connection): Promise<void> {
    await this.#state.update(ACTIVE, connection.id);
    this.#changed.fire();
  }

  /**
   * Adds an entry to the setting.
   * @throws UsageReportsError `invalidRequest` if the id is taken or the entry is invalid
   */
  async add(entry: ConnectionSetting): Promise<Connection> {
    if (this.#all.some(({ id }) => id === entry.id)) {
      throw new UsageReportsError('invalidRequest', `The id "${entry.id}" is taken.`, { argument: 'id' });
    }
    return this.#write(entry);
  }

  /**
   * Replaces the entry with this id.
   * @throws UsageReportsError `invalidRequest` if there is none or the new entry is invalid
   */
  async update(entry: ConnectionSetting): Promise<Connection> {
    this.get(entry.id);
    return this.#write(entry);
  }

  /** Removes an entry from the setting. If it was active, the sample tenant becomes active. */
  async remove({ id }: Connection): Promise<void> {
    const wasActive = this.active.id === id;
    await this.#save(withoutEntry(this.#settings.read(), id));
    if (wasActive) {
      await this.activate(SAMPLE_CONNECTION);
    }
  }

  /** @throws UsageReportsError `invalidRequest` for an unknown id */
  get(id: string): Connection {
    const connection = this.#all.find((candidate) => candidate.id === id);
    if (connection === undefined) {
      throw new UsageReportsError('invalidRequest', `There is no connection "${id}".`, { argument: 'connection' });
    }
    return connection;
  }

  /** Suffix for titles, ` – Northlight`; empty for the sample tenant that is shown at first. */
  suffix(id: string): string {
    const connection = this.#all.find((candidate) => candidate.id === id);
    return connection === undefined || connection.id === SAMPLE_CONNECTION.id ? '' : ` – ${connection.name}`;
  }

  async #write(entry: ConnectionSetting): Promise<Connection> {
    const [problem] = readConnections([entry]).problems;
    if (problem !== undefined) {
      throw new UsageReportsError('invalidRequest', `This connection cannot be used: ${problem.problem}.`, {
        argument: 'connection',
      });
    }
    await this.#save(withEntry(this.#settings.read(), entry));
    return this.get(entry.id);
  }

  async #save(setting: unknown[]): Promise<void> {
    await this.#settings.write(setting.length === 0 ? undefined : setting);
    // VS Code's change event may arrive later than the caller reads the list.
    this.#all = this.#read();
  }

  #read(): readonly Connection[] {
    const { connections, problems } = readConnections(this.#settings.read(), this.samples);
    for (const { index, problem } of problems) {
      this.#log.warn(`usageReports.connections[${index}] is ignored: ${problem}.`);
    }
    return connections;
  }
}
