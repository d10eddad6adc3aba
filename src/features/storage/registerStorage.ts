import * as vscode from 'vscode';
import { lazy } from '../../base/lazy.js';
import { type OpenTable, registerTenantTable, type TenantTableOptions } from '../common/tenantTable.js';
import type { StoragePageOptions } from './storagePage.js';

export interface StorageFeatureOptions extends StoragePageOptions, TenantTableOptions {}

/** What mailboxes, OneDrive accounts, and sites of a tenant use of their quota, and how fast that grows. */
export function registerStorage(options: StorageFeatureOptions): OpenTable {
  const load = lazy(async () => {
    const { StoragePage } = await import('./storagePage.js');
    return new StoragePage(options);
  });
  // The name is that of `STORAGE_REPORT`.
  return registerTenantTable(
    { name: 'storage', title: vscode.l10n.t('Storage'), command: 'openStorage', load },
    options,
  );
}
