import { connectionOf } from '../common/arguments.js';
import type { CommandRegistry } from '../common/commandRegistry.js';
import type { OverviewOptions } from './overviewOptions.js';
import { OverviewPanels } from './overviewPanels.js';

export interface OverviewFeatureOptions extends OverviewOptions {
  readonly commands: CommandRegistry;
}

/** A page for each tenant that shows all its daily reports at once. */
export function registerOverview(options: OverviewFeatureOptions): OverviewPanels {
  const { commands, connections } = options;
  const panels = new OverviewPanels(options);
  commands.register('openOverview', (argument) =>
    panels.open((connectionOf(argument, connections) ?? connections.active).id),
  );
  return panels;
}
