import { type Disposable, Emitter, type Event } from '../../../base/emitter.js';
import { UsageReportsError } from '../../../base/errors.js';
import { type Connection, type ConnectionSetting, readConnections, SAMPLE_CONNECTION } from './connection.js';
import { withEntry, withoutEntry } from './connectionSetting.js';
import type { Memento } from './host.js';

/** The setting `usageReports.connections` of the user or the machine. */
export interface ConnectionSettings {
  /** The list as it was typed, with whatever is wrong in it. */
  read(): unknown;
  /** @param entries `undefined` takes the setting away */
  write(entries: readonly unknown[] | undefined): Promise<void>;
  readonly onDidChange: Event<void>;
}

/** Where the names of settings that are ignored are written. */
export interface WarningLog {
  warn(message: string): void;
}

const ACTIVE = 'usageReports.activeConnection';

/** Which tenants there are, and which one the sidebar shows. */
export class Connections implements Disposable {
  readonly #settings: ConnectionSettings;
  readonly #state: Memento;
  readonly #log: WarningLog;
  readonly #changed = new Emitter<void>();
  readonly #subscription: Disposable;
  #all: readonly Connection[];

  /** The list or the active connection has changed. */
  readonly onDidChange = this.#changed.event;

  /** @param state where the choice of the active connection is kept: each workspace has its own */
  constructor(settings: ConnectionSettings, state: Memento, log: WarningLog) {
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

  /** The sample tenant until somebody chooses another one, so that a new user sees what there is before signing in. */
  get active(): Connection {
    const id = this.#state.get<string>(ACTIVE);
    return this.#all.find((connection) => connection.id === id) ?? SAMPLE_CONNECTION;
  }

  async activate(connection: Connection): Promise<void> {
    await this.#state.update(ACTIVE, connection.id);
    this.#changed.fire();
  }

  /**
   * Writes a new entry into the machine's setting.
   * @throws UsageReportsError `invalidRequest` where the id is taken or the entry could not be used
   */
  async add(entry: ConnectionSetting): Promise<Connection> {
    if (this.#all.some(({ id }) => id === entry.id)) {
      throw new UsageReportsError('invalidRequest', `The id "${entry.id}" is taken.`, { argument: 'id' });
    }
    return this.#write(entry);
  }

  /**
   * Writes another content into the entry with this id.
   * @throws UsageReportsError `invalidRequest` where there is none or it could no longer be used
   */
  async update(entry: ConnectionSetting): Promise<Connection> {
    this.get(entry.id);
    return this.#write(entry);
  }

  /** Takes an entry out of the setting. Where its tenant was shown, the sample tenant is. */
  async remove({ id }: Connection): Promise<void> {
    const wasActive = this.active.id === id;
    await this.#save(withoutEntry(this.#settings.read(), id));
    if (wasActive) {
      await this.activate(SAMPLE_CONNECTION);
    }
  }

  /** @throws UsageReportsError `invalidRequest` for an id that is not configured */
  get(id: string): Connection {
    const connection = this.#all.find((candidate) => candidate.id === id);
    if (connection === undefined) {
      throw new UsageReportsError('invalidRequest', `There is no connection "${id}".`, { argument: 'connection' });
    }
    return connection;
  }

  /** ` – Northlight` behind a title that could be another tenant's too; nothing for the sample tenant. */
  suffix(id: string): string {
    const connection = this.#all.find((candidate) => candidate.id === id);
    return connection === undefined || connection.kind === 'sample' ? '' : ` – ${connection.name}`;
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
    // VS Code tells of the change as well; whoever waits for this wants to find it done.
    this.#all = this.#read();
  }

  #read(): readonly Connection[] {
    const { connections, problems } = readConnections(this.#settings.read());
    for (const { index, problem } of problems) {
      this.#log.warn(`usageReports.connections[${index}] is ignored: ${problem}.`);
    }
    return connections;
  }
}
