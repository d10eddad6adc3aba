import * as vscode from 'vscode';
import { lazy } from '../../base/lazy.js';
import { type OpenTable, registerTenantTable, type TenantTableOptions } from '../common/tenantTable.js';
import type { UsersPage, UsersPageOptions } from './usersPage.js';

export interface UsersFeatureOptions extends UsersPageOptions, TenantTableOptions {}

export interface UsersFeature {
  /** Its page, for tables that are made of this one. */
  readonly load: () => Promise<UsersPage>;
  readonly open: OpenTable;
}

/** All users of a tenant in one table, joined from the archived reports about users. */
export function registerUsers(options: UsersFeatureOptions): UsersFeature {
  const load = lazy(async () => {
    const { UsersPage } = await import('./usersPage.js');
    return new UsersPage(options);
  });
  // The name below is that of `USERS_REPORT`.
  const title = vscode.l10n.t('Users');
  return { load, open: registerTenantTable({ name: 'users', title, command: 'openUsers', load }, options) };
}
