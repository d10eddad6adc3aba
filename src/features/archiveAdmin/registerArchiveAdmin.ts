import type { Connection } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { TenantIdStore } from '../../services/auth/connections/tenantIdStore.js';
import type { Disposable } from '../../base/emitter.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { CommandRegistry } from '../common/commandRegistry.js';
import type { TenantNames } from './archiveDialogs.js';
import { ArchiveMaintenance, type ArchiveMaintenanceOptions } from './archiveMaintenance.js';

export interface ArchiveAdminOptions extends ArchiveMaintenanceOptions {
  readonly commands: CommandRegistry;
  readonly catalog: () => Catalog;
  readonly connections: Connections;
  readonly tenants: TenantIdStore;
}

const dialogs = () => import('./archiveDialogs.js');

/** The archive as a whole: where it is, moving and deleting it, and deleting what is too old. */
export function registerArchiveAdmin(options: ArchiveAdminOptions): Disposable {
  const { commands, connections, tenants } = options;
  commands.register('showArchiveFolder', async () => (await dialogs()).showArchiveFolder(options));
  commands.register('moveStoredReports', async () => (await dialogs()).moveStoredReports(options));
  commands.register('deleteStoredReports', async () =>
    (await dialogs()).deleteArchivedReports(
      options,
      tenantNames(connections, tenants),
      tenants.keyOf(connections.active),
    ),
  );
  commands.register('createSqlViews', async () =>
    (await import('./createSqlViews.js')).createSqlViews(options.archive, options.catalog()),
  );
  return new ArchiveMaintenance(options);
}

function tenantNames(connections: Connections, tenants: TenantIdStore): TenantNames {
  const byTenant = new Map<string, Connection[]>();
  for (const connection of connections.all) {
    const key = tenants.keyOf(connection);
    byTenant.set(key, [...(byTenant.get(key) ?? []), connection]);
  }
  return { connections: byTenant, forget: (connection) => tenants.forget(connection) };
}
