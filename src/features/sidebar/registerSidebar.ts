import * as vscode from 'vscode';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { ConnectionStates } from '../../services/auth/connectionStates.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportSearch } from '../../core/catalog/search.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { Disposable, Event } from '../../base/emitter.js';
import type { ReportArgument } from '../../commandIds.js';
import { logTextOf } from '../../base/redact.js';
import { refOf } from '../common/arguments.js';
import type { CommandRegistry } from '../common/commandRegistry.js';
import type { Favorites } from '../common/favorites.js';
import { showStatus } from '../common/messages.js';
import type { RecentReports } from '../common/recentReports.js';
import type { ViewList } from '../common/viewList.js';
import { ActiveConnection } from './activeConnection.js';
import { ReportTree, type ReportTreeOptions } from './reportTree.js';

/** How often the archive is looked at again, at most. */
const MIN_MS_BETWEEN_LOOKS = 60_000;

export interface SidebarOptions {
  readonly commands: CommandRegistry;
  readonly catalog: () => Catalog;
  readonly search: () => Promise<ReportSearch>;
  readonly connections: Connections;
  readonly states: ConnectionStates;
  readonly service: ReportService;
  readonly directory: ReportTreeOptions['directory'];
  readonly favorites: Favorites;
  readonly recent: RecentReports;
  readonly views: ViewList;
  /** Of the workspace. */
  readonly memento: vscode.Memento;
  readonly log: vscode.LogOutputChannel;
  readonly now: () => Date;
}

export interface Sidebar extends Disposable {
  /** Shows the reports as they are now. */
  readonly refresh: () => void;
  /** Looks again whether anything of the active connection is archived. */
  readonly checkForArchivedReports: () => Promise<void>;
  /** Shows all reports of the active connection, even if none of them can be fetched. */
  readonly browse: () => void;
  /** Says something above the tree, until it is told `undefined`. */
  readonly setNote: (note: string | undefined) => void;
  /** Brings the view to the front. */
  readonly focus: () => Promise<void>;
  /** The view has come to the front. */
  readonly onDidShow: Event<void>;
}

/** The view of all reports of the active tenant. */
export function registerSidebar({
  commands,
  catalog,
  search,
  connections,
  states,
  service,
  directory,
  favorites,
  recent,
  views,
  memento,
  log,
  now,
}: SidebarOptions): Sidebar {
  const active = new ActiveConnection({ connections, states, service });
  const tree = new ReportTree({ catalog, search, service, directory, active, favorites, recent, views, memento, now });
  const focus = async () => void (await vscode.commands.executeCommand(`${ReportTree.viewId}.focus`));
  /** Shows what a command of the palette has done, where another view is in front. */
  const inView = (step: () => unknown) => async () => {
    await step();
    if (!tree.isVisible) {
      await focus();
    }
  };
  commands.register(
    'groupByPeriod',
    inView(() => tree.setGrouping('period')),
  );
  commands.register(
    'groupByProduct',
    inView(() => tree.setGrouping('product')),
  );
  commands.register('filterReports', async () => {
    const filter = await askForFilter(tree.filter);
    if (filter !== undefined) {
      await inView(() => tree.setFilter(filter))();
    }
  });
  commands.register(
    'clearFilter',
    inView(() => tree.setFilter('')),
  );
  commands.register(
    'browseReports',
    inView(() => active.browse()),
  );
  commands.register('showLog', () => log.show(true));
  commands.register('copyFunctionName', async (argument) => {
    if (argument !== undefined) {
      await vscode.env.clipboard.writeText(argument.report);
      showStatus(vscode.l10n.t('Function name copied'));
    }
  });
  const setFavorite = async (argument: ReportArgument | undefined, isFavorite: boolean) => {
    if (argument !== undefined) {
      // The item of a report has no period. A name that no report has is refused as it is elsewhere.
      const report =
        catalog().find(argument.report) ?? service.check(refOf(argument, connections.active.id)).definition;
      await favorites.set(report.name, isFavorite);
    }
  };
  commands.register('addToFavorites', (argument) => setFavorite(argument, true));
  commands.register('removeFromFavorites', (argument) => setFavorite(argument, false));
  // Other windows, and the command line, share the archive. No timer: nobody sees a change before they look here.
  let lookedAt = -Infinity;
  const lookAgain = async () => {
    if (now().getTime() - lookedAt < MIN_MS_BETWEEN_LOOKS) {
      return;
    }
    lookedAt = now().getTime();
    try {
      await service.lookAgain(active.connection.id);
      await active.checkForArchivedReports();
    } catch (error) {
      log.warn(logTextOf(error));
    }
  };
  const parts: readonly Disposable[] = [
    tree,
    active,
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused && tree.isVisible) {
        void lookAgain();
      }
    }),
    tree.onDidShow(() => void lookAgain()),
  ];
  return {
    refresh: () => {
      tree.refresh();
      void active.checkForArchivedReports();
    },
    checkForArchivedReports: () => active.checkForArchivedReports(),
    browse: () => active.browse(),
    setNote: (note) => tree.setNote(note),
    focus,
    onDidShow: tree.onDidShow,
    dispose: () => parts.forEach((part) => part.dispose()),
  };
}

/** @returns `undefined` where the person pressed Escape */
async function askForFilter(value: string): Promise<string | undefined> {
  const { showInput } = await import('../common/quickInput.js');
  return showInput({
    title: vscode.l10n.t('Filter Reports'),
    prompt: vscode.l10n.t('Type words from the title, product, admin center name, or function name'),
    value,
  });
}
