import type { Connections } from '../../services/auth/connections/connections.js';
import type { QueryFilter } from '../../shared/query/query.js';
import { connectionOf } from './arguments.js';
import type { CommandRegistry } from './commandRegistry.js';
import type { TableKind, TablePage, TableTabs } from './tablePage.js';

/** What the table of a feature needs of the others. */
export interface TenantTableOptions {
  readonly connections: Connections;
  readonly commands: CommandRegistry;
  readonly tables: { add(kind: TableKind): TableTabs };
}

/** A table that each tenant has one of. */
export interface TenantTable {
  /** What panels know it by. No report of the catalog has this name. */
  readonly name: string;
  /** What its tab is called, beside the tenant. */
  readonly title: string;
  readonly command: 'openUsers' | 'openStorage';
  /** Loads what puts it together. */
  readonly load: () => Promise<TablePage>;
}

/** Opens the table of a tenant. @param filters which rows to show; as it is where absent */
export type OpenTable = (connection: string, filters?: readonly QueryFilter[]) => Promise<void>;

/** Registers a table, and the command that opens it. */
export function registerTenantTable(
  { name, title, command, load }: TenantTable,
  { connections, commands, tables }: TenantTableOptions,
): OpenTable {
  const tabs = tables.add({
    owns: ({ report }) => report === name,
    title: ({ connection }) => title + connections.suffix(connection),
    load,
  });
  const open: OpenTable = (connection, filters) => tabs.open({ connection, report: name }, filters);
  commands.register(command, async (argument) => {
    const { id } = connectionOf(argument, connections) ?? connections.active;
    await open(id);
  });
  return open;
}
