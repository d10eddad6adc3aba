import * as vscode from 'vscode';
import { lazy } from '../../base/lazy.js';
import { connectionOf } from '../common/arguments.js';
import type { CommandRegistry } from '../common/commandRegistry.js';
import type { TableKind, TableTabs } from '../common/tablePage.js';
import type { StoragePageOptions } from './storagePage.js';

export interface StorageFeatureOptions extends StoragePageOptions {
  readonly commands: CommandRegistry;
  readonly tables: { add(kind: TableKind): TableTabs };
}

/** What panels know the table by, as `STORAGE_REPORT` does. No report of the catalog has this name. */
const STORAGE = 'storage';

/** What mailboxes, OneDrive accounts, and sites of a tenant use of their quota, and how fast that grows. */
export function registerStorage(options: StorageFeatureOptions): void {
  const { commands, connections, tables } = options;
  const tabs = tables.add({
    owns: ({ report }) => report === STORAGE,
    title: ({ connection }) => vscode.l10n.t('Storage') + connections.suffix(connection),
    load: lazy(async () => {
      const { StoragePage } = await import('./storagePage.js');
      return new StoragePage(options);
    }),
  });
  commands.register('openStorage', async (argument) => {
    const { id } = connectionOf(argument, connections) ?? connections.active;
    await tabs.open({ connection: id, report: STORAGE });
  });
}
