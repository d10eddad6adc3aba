import * as vscode from 'vscode';
import { type Disposable } from '../shared/emitter.js';
import { UsageReportsError } from '../shared/errors.js';
import { type Connection, readConnections, SAMPLE_CONNECTION } from './connection.js';

const SETTING = 'usageReports.connections';
const ACTIVE = 'usageReports.activeConnection';

/** Which tenants there are, and which one the sidebar shows. */
export class Connections implements Disposable {
  readonly #state: vscode.Memento;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  #all: readonly Connection[];

  /** The list or the active connection has changed. */
  readonly onDidChange = this.#changed.event;

  /** @param state where the choice of the active connection is kept: each workspace has its own */
  constructor(state: vscode.Memento, log: vscode.LogOutputChannel) {
    this.#state = state;
    this.#log = log;
    this.#all = this.#read();
    this.#subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(SETTING)) {
        this.#all = this.#read();
        this.#changed.fire();
      }
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

  #read(): readonly Connection[] {
    // Only the machine's and the user's own value count: a workspace must not steer where a token goes. VS Code already
    // ignores workspace values of a machine-scoped setting; reading them explicitly keeps it so if the manifest ever changes.
    const inspected = vscode.workspace.getConfiguration().inspect<unknown>(SETTING);
    const { connections, problems } = readConnections(inspected?.globalValue ?? inspected?.defaultValue);
    for (const { index, problem } of problems) {
      this.#log.warn(`${SETTING}[${index}] is ignored: ${problem}.`);
    }
    return connections;
  }
}
