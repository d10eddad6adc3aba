import type { OverviewMessage } from '../../shared/pages/overview.js';
import type { CardLayout } from './cardLayout.js';
import { newestPeriod } from '../common/newestPeriod.js';
import type { OverviewOptions } from './overviewOptions.js';

/** What the panel does itself. */
interface PanelActions {
  readonly load: (options?: { readonly fill?: boolean }) => Promise<void>;
  readonly cancelFilling: () => void;
}

/** What the overview of a connection does when a user clicks something in its page. */
export function overviewActions(
  connection: string,
  options: OverviewOptions,
  layout: CardLayout,
  { load, cancelFilling }: PanelActions,
): (message: OverviewMessage) => Promise<void> {
  const { catalog, service, openReport } = options;

  async function open({ report, history, measure }: Extract<OverviewMessage, { type: 'open' }>): Promise<void> {
    const definition = catalog().find(report);
    if (definition !== undefined) {
      const ref = { connection, report: definition.name };
      const which = history === true ? { history } : await newestPeriod(connection, definition, service);
      await openReport({ ...ref, ...which }, measure === undefined ? {} : { measure });
    }
  }

  return async (message) => {
    switch (message.type) {
      case 'open':
        return open(message);
      case 'setFavorite':
        return layout.setFavorite(message.report, message.on);
      case 'setHidden':
        return layout.setHidden(message.report, message.on);
      case 'setRetiredOpen':
        return layout.setRetiredOpen(message.on);
      case 'cancel':
        return cancelFilling();
      case 'reload':
        return load();
      case 'collect':
        return void (await options.collect(connection));
      case 'openAlert':
        return options.alerts.open(options.connections.get(connection), message.id);
      case 'showAlerts':
        return options.alerts.showAll();
      case 'browse':
        return options.showReports();
      case 'action':
        return message.id === 'showLog' ? options.log.show(true) : load({ fill: true });
    }
  };
}
