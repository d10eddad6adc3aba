import type { Archive } from '../../services/archive/archive.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { TenantIdStore } from '../../services/auth/connections/tenantIdStore.js';
import type { DialogOptions, TenantNames } from './archiveDialogs.js';

export interface ArchiveCommandOptions extends DialogOptions {
  readonly archive: Archive;
  readonly connections: Connections;
  readonly tenants: TenantIdStore;
}

/** The commands about the archive as a whole; their dialogs load when they are used. */
export function archiveCommands(options: ArchiveCommandOptions): Record<string, () => Promise<void>> {
  return {
    showArchiveFolder: async () => (await import('./archiveDialogs.js')).showArchiveFolder(options),
    moveStoredReports: async () => (await import('./archiveDialogs.js')).moveStoredReports(options),
    deleteStoredReports: async () => {
      const { connections, tenants } = options;
      const { deleteArchivedReports } = await import('./archiveDialogs.js');
      await deleteArchivedReports(options, tenantNames(options), tenants.keyOf(connections.active));
    },
  };
}

function tenantNames({ connections, tenants }: ArchiveCommandOptions): TenantNames {
  const byTenant = new Map<string, Connection[]>();
  for (const connection of connections.all) {
    const key = tenants.keyOf(connection);
    byTenant.set(key, [...(byTenant.get(key) ?? []), connection]);
  }
  return { connections: byTenant, forget: (connection) => tenants.forget(connection) };
}
