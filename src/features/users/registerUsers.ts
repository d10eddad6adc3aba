import * as vscode from 'vscode';
import { lazy } from '../../base/lazy.js';
import { connectionOf } from '../common/arguments.js';
import type { CommandRegistry } from '../common/commandRegistry.js';
import type { TableKind, TableTabs } from '../common/tablePage.js';
import type { UsersPage, UsersPageOptions } from './usersPage.js';

export interface UsersFeatureOptions extends UsersPageOptions {
  readonly commands: CommandRegistry;
  readonly tables: { add(kind: TableKind): TableTabs };
}

/** What panels know the table by, as `USERS_REPORT` does. No report of the catalog has this name. */
const USERS = 'users';

/**
 * All users of a tenant in one table, joined from the archived reports about users.
 * @returns its page, for tables that are made of this one
 */
export function registerUsers(options: UsersFeatureOptions): () => Promise<UsersPage> {
  const { commands, connections, tables } = options;
  const page = lazy(async () => {
    const { UsersPage } = await import('./usersPage.js');
    return new UsersPage(options);
  });
  const tabs = tables.add({
    owns: ({ report }) => report === USERS,
    title: ({ connection }) => vscode.l10n.t('Users') + connections.suffix(connection),
    load: page,
  });
  commands.register('openUsers', async (argument) => {
    const { id } = connectionOf(argument, connections) ?? connections.active;
    await tabs.open({ connection: id, report: USERS });
  });
  return page;
}
