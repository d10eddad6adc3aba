import { TABLE_ACTIONS, type TablePlace } from '../../shared/tableActions.js';
import type { CommandRegistry } from '../common/commandRegistry.js';
import type { ReportPanel } from './reportPanel.js';

/** The commands of the table's context menu. They get the place where it was opened, and act in the panel that has the focus. */
export function registerTableMenu(commands: CommandRegistry, active: () => ReportPanel | undefined): void {
  for (const action of TABLE_ACTIONS) {
    commands.register(action, (place: TablePlace | undefined) => place && active()?.actOnTable(action, place));
  }
  commands.register('copyAddresses', () => active()?.copyAddresses());
  commands.register('findThisUser', (place) => place && active()?.findUser(place));
}
