import type { CommandArgument } from '../../commandIds.js';
import type { TableAction, TablePlace } from '../../shared/tableActions.js';
import type { CommandRegistry } from '../common/commandRegistry.js';
import type { ReportPanels } from './reportPanels.js';

/** The commands of the table's context menu. They get the place where it was opened, and act in the panel that has the focus. */
export function registerTableMenu(
  commands: CommandRegistry,
  panels: Pick<ReportPanels, 'active'>,
  findUser: (user: CommandArgument<'findUser'>) => Promise<unknown>,
): void {
  const act = (action: TableAction) => (place: TablePlace | undefined) =>
    place && panels.active?.actOnTable(action, place);
  commands.register('copyCell', act('copyCell'));
  commands.register('copyRows', act('copyRows'));
  commands.register('filterByValue', act('filterByValue'));
  commands.register('sortAscending', act('sortAscending'));
  commands.register('sortDescending', act('sortDescending'));
  commands.register('filterColumn', act('filterColumn'));
  commands.register('hideColumn', act('hideColumn'));
  commands.register('pinColumn', act('pinColumn'));
  commands.register('unpinColumn', act('unpinColumn'));
  commands.register('chooseColumns', act('chooseColumns'));
  commands.register('findThisUser', async (place) => {
    const { active } = panels;
    const user = place && (await active?.cellText(place));
    if (active !== undefined && user !== undefined) {
      await findUser({ user, connection: active.ref.connection });
    }
  });
}
