import type { TableAction, TablePlace } from '../../shared/tableActions.js';
import type { CommandRegistry } from '../common/commandRegistry.js';
import type { ReportPanel } from './reportPanel.js';

/** The commands of the table's context menu. They get the place where it was opened, and act in the panel that has the focus. */
export function registerTableMenu(commands: CommandRegistry, active: () => ReportPanel | undefined): void {
  const act = (action: TableAction) => (place: TablePlace | undefined) => place && active()?.actOnTable(action, place);
  commands.register('copyCell', act('copyCell'));
  commands.register('copyCells', act('copyCells'));
  commands.register('copyWithHeaders', act('copyWithHeaders'));
  commands.register('copyRows', act('copyRows'));
  commands.register('copyAsCsv', act('copyAsCsv'));
  commands.register('copyAsJson', act('copyAsJson'));
  commands.register('copyAsMarkdown', act('copyAsMarkdown'));
  commands.register('copyAddresses', () => active()?.copyAddresses());
  commands.register('filterByValue', act('filterByValue'));
  commands.register('sortAscending', act('sortAscending'));
  commands.register('sortDescending', act('sortDescending'));
  commands.register('filterColumn', act('filterColumn'));
  commands.register('hideColumn', act('hideColumn'));
  commands.register('pinColumn', act('pinColumn'));
  commands.register('unpinColumn', act('unpinColumn'));
  commands.register('chooseColumns', act('chooseColumns'));
  commands.register('groupByColumn', act('groupByColumn'));
  commands.register('showRow', act('showRow'));
  commands.register('findThisUser', (place) => place && active()?.findUser(place));
}
