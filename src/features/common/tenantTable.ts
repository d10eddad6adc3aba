import type { Connections } from '../../services/auth/connections/connections.js';
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

/** Registers a table, and the command that opens it. */
export function registerTenantTable(
  { name, title, command, load }: TenantTable,
  { connections, commands, tables }: TenantTableOptions,
): void {
  const tabs = tables.add({
    owns: ({ report }) => report === name,
    title: ({ connection }) => title + connections.suffix(connection),
    load,
  });
  commands.register(command, async (argument) => {
    const { id } = connectionOf(argument, connections) ?? connections.active;
    await tabs.open({ connection: id, report: name });
  });
}
