import * as vscode from 'vscode';
import { lazy } from '../../base/lazy.js';
import { registerTenantTable, type TenantTableOptions } from '../common/tenantTable.js';
import type { UsersPage, UsersPageOptions } from './usersPage.js';

export interface UsersFeatureOptions extends UsersPageOptions, TenantTableOptions {}

/**
 * All users of a tenant in one table, joined from the archived reports about users.
 * @returns its page, for tables that are made of this one
 */
export function registerUsers(options: UsersFeatureOptions): () => Promise<UsersPage> {
  const load = lazy(async () => {
    const { UsersPage } = await import('./usersPage.js');
    return new UsersPage(options);
  });
  // The name is that of `USERS_REPORT`.
  registerTenantTable({ name: 'users', title: vscode.l10n.t('Users'), command: 'openUsers', load }, options);
  return load;
}
