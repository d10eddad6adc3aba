import type * as vscode from 'vscode';
import type { Connections } from '../../services/auth/connections/connections.js';
import { logTextOf } from '../../base/redact.js';
import type { NamedCollection } from './collectionState.js';
import { parseUnfinished, type UnfinishedCollection } from './unfinished.js';
import { UNFINISHED_KEY } from './unfinishedKey.js';

export interface UnfinishedStoreOptions {
  /** Of the workspace: the window that began a collection offers to resume it. */
  readonly memento: Pick<vscode.Memento, 'get' | 'update'>;
  readonly connections: Pick<Connections, 'all'>;
  readonly log: Pick<vscode.LogOutputChannel, 'warn'>;
}

/** Where a window keeps the collection that isn't finished, over a reload. */
export class UnfinishedStore {
  readonly #options: UnfinishedStoreOptions;

  constructor(options: UnfinishedStoreOptions) {
    this.#options = options;
  }

  /** @returns `undefined` where there is none, or its connection isn't there. What is stored and not understood is forgotten. */
  async get(): Promise<(UnfinishedCollection & NamedCollection) | undefined> {
    const { memento, connections, log } = this.#options;
    const stored = memento.get<unknown>(UNFINISHED_KEY);
    const unfinished = parseUnfinished(stored);
    if (stored !== undefined && unfinished === undefined) {
      log.warn('What is stored of an interrupted collection is not understood; it is forgotten.');
      await this.set(undefined);
    }
    const connection = connections.all.find(({ id }) => id === unfinished?.connection);
    return unfinished && connection && { ...unfinished, name: connection.name };
  }

  /** Keeps how far the collection is. Where that can't be kept, only the number is lost. */
  async note(run: UnfinishedCollection): Promise<void> {
    await this.set(run).catch((error: unknown) => this.#options.log.warn(logTextOf(error)));
  }

  async set(run: UnfinishedCollection | undefined): Promise<void> {
    await this.#options.memento.update(UNFINISHED_KEY, run);
  }
}
