import * as vscode from 'vscode';
import type { CommandArgument } from '../../commandIds.js';
import type { Disposable, Event } from '../../base/emitter.js';
import { lazy } from '../../base/lazy.js';
import { logTextOf } from '../../base/redact.js';
import type { ListedAlert } from '../../core/alerts/listedAlert.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { ShownAlerts } from '../../shared/shownAlert.js';
import { connectionOf } from '../common/arguments.js';
import type { CommandRegistry } from '../common/commandRegistry.js';
import type { ErrorDisplay } from '../common/errorDisplay.js';
import type { AlertList, AlertsController, AlertsOptions } from './alertsController.js';
import type { UnjudgedRule } from './lastChecks.js';
import type { RulesMistake } from './rulesFiles.js';

export interface AlertsFeatureOptions extends AlertsOptions {
  readonly commands: CommandRegistry;
  readonly connections: Connections;
  readonly errors: Pick<ErrorDisplay, 'attempt'>;
}

export interface AlertsFeature extends Disposable {
  readonly checkAfterCollection: (connection: Connection) => void;
  /** What pages show of a tenant's alerts. @throws UsageReportsError `storage` */
  readonly onPage: (connection: Connection) => Promise<ShownAlerts>;
  /** There may be other alerts, of whichever tenant. */
  readonly onDidChange: Event<undefined>;
  /** Opens what an alert is about. @param id as {@link onPage} has it */
  readonly open: (connection: Connection, id: string) => Promise<void>;
  readonly showAll: () => Promise<void>;
}

/** A class alone has its ID where the test of the manifest looks for it. */
abstract class AlertsView {
  static readonly viewId = 'usageReports.alerts';
}

/** What the view lists: alerts, what is wrong with a file of rules, and rules that were not judged, or not checked yet. */
export type AlertsNode = ListedAlert | RulesMistake | UnjudgedRule | { readonly unchecked: number } | 'none';

function nodesOf({ alerts, unjudged, unchecked, mistakes }: AlertList): AlertsNode[] {
  // Of several mistakes, the others are in the list of problems.
  const items = [...mistakes.slice(0, 1), ...alerts, ...unjudged, ...(unchecked === 0 ? [] : [{ unchecked }])];
  return items.length === 0 ? ['none'] : items;
}

/** Alerts: rules over what is archived. Everything is loaded when somebody looks at the view, or a collection has ended. */
export function registerAlerts(options: AlertsFeatureOptions): AlertsFeature {
  const { commands, connections, errors, log, now } = options;
  const changed = new vscode.EventEmitter<undefined>();
  const showAlerts = async () => void (await vscode.commands.executeCommand(`${AlertsView.viewId}.focus`));
  let made: AlertsController | undefined;
  const controller = lazy(async () => {
    const { AlertsController: Controller } = await import('./alertsController.js');
    return (made = new Controller({ ...options, changed: () => changed.fire(undefined), showAlerts }));
  });
  const view = vscode.window.createTreeView<AlertsNode>(AlertsView.viewId, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: async () => {
        const shown = await listed();
        return shown === undefined ? [] : nodesOf(shown);
      },
      getTreeItem: async (alert) => {
        if (alert === 'none') {
          return new vscode.TreeItem(vscode.l10n.t('No alerts'));
        }
        if ('error' in alert) {
          const { mistakeItem } = await import('./mistakeItem.js');
          return mistakeItem(alert);
        }
        if ('alert' in alert) {
          const { alertItem } = await import('./alertItem.js');
          return alertItem(alert, connections.active.id, now());
        }
        const { uncheckedItem, unjudgedItem } = await import('./unjudgedItem.js');
        return 'reason' in alert ? unjudgedItem(alert) : uncheckedItem(alert.unchecked, connections.active.id);
      },
    },
  });
  /** The alerts of the tenant that is shown, whose number the view has as its badge. */
  const listed = async () => {
    const { active } = connections;
    const shown = await (await controller()).shown(active);
    const count = shown?.alerts.length ?? 0;
    view.badge = count === 0 ? undefined : { value: count, tooltip: vscode.l10n.t('Alerts of {0}', active.name) };
    return shown;
  };
  // VS Code asks for the items of a view that somebody sees. Its badge is for who doesn't.
  const updateBadge = () => {
    if (made !== undefined && !view.visible) {
      listed().catch((error: unknown) => log.warn(logTextOf(error)));
    }
  };
  const create = async () => (await controller()).createRulesFile();
  commands.register('createRulesFile', create);
  commands.register('showAlerts', showAlerts);
  const withAlert =
    (act: (alerts: AlertsController, connection: Connection, id: string) => Promise<void>) =>
    async (argument: CommandArgument<'openAlert'> | undefined) => {
      if (argument !== undefined) {
        const { alertId } = await import('./alertFacts.js');
        const id = alertId({ rule: argument.rule.id, group: argument.alert.group });
        await act(await controller(), connectionOf(argument, connections) ?? connections.active, id);
      }
    };
  commands.register(
    'openAlert',
    withAlert((alerts, connection, id) => alerts.openAlert(connection, id)),
  );
  commands.register(
    'copyAlert',
    withAlert((alerts, connection, id) => alerts.copyAlert(connection, id)),
  );
  commands.register('editRule', async (argument) => {
    await (argument && (await controller()).editRule(argument.rule.id));
  });
  commands.register('checkRules', async (argument) => {
    const connection = connectionOf(argument, connections) ?? connections.active;
    const alerts = await controller();
    if ((await alerts.shown(connection)) === undefined) {
      const { offerRulesFile } = await import('./alertsController.js');
      await offerRulesFile(create);
    } else {
      await alerts.check(connection);
    }
  });
  const parts: readonly Disposable[] = [
    ...[view, changed, changed.event(updateBadge)],
    connections.onDidChange(() => changed.fire(undefined)),
  ];
  return {
    checkAfterCollection: (connection) =>
      void errors.attempt(async () => (await controller()).checkAfterCollection(connection)),
    onPage: async (connection) => {
      const [alerts, { alertsOnPage }] = await Promise.all([controller(), import('./alertFacts.js')]);
      return alertsOnPage((await alerts.shown(connection))?.alerts ?? [], now());
    },
    onDidChange: changed.event,
    open: async (connection, id) => (await controller()).openAlert(connection, id),
    showAll: showAlerts,
    dispose: () => {
      made?.dispose();
      parts.forEach((part) => part.dispose());
    },
  };
}
