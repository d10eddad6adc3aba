import { TABLE_ACTIONS, type TableAction, type TablePlace } from '../../shared/tableActions.js';
import type { CommandRegistry } from './commandRegistry.js';

/** A panel whose table has a context menu. */
export interface PanelWithTable {
  /** Has the page do what was chosen. */
  actOnTable(action: TableAction, place: TablePlace): void;
  /** Finds the user whom a cell names, in all reports. */
  findUser(place: TablePlace): Promise<void>;
}

/** The commands of a table's context menu. They get the place where it was opened, and act in the panel that has the focus. */
export function registerTableMenu(commands: CommandRegistry, active: () => PanelWithTable | undefined): void {
  for (const action of TABLE_ACTIONS) {
    commands.register(action, (place: TablePlace | undefined) => place && active()?.actOnTable(action, place));
  }
  commands.register('findThisUser', (place) => place && active()?.findUser(place));
}
