import * as vscode from 'vscode';
import type { CommandArgument } from '../../commandIds.js';
import { type Catalog, fullTitle } from '../../core/catalog/catalog.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { SavedViews } from '../../services/views/savedViews.js';
import { goneView, noSuchReport } from '../../shared/views/invalidView.js';
import {
  keyOf,
  ON_COMPUTER,
  type OpenedView,
  type PlacedView,
  type ViewContent,
} from '../../shared/views/savedView.js';
import { ask, showInformation, showStatus } from '../common/messages.js';
import type { RecentReports } from '../common/recentReports.js';
import { usualRef } from '../common/usualRef.js';
import type { ViewedPanel } from '../common/viewedPanel.js';
import { mayShare } from './askAboutUsers.js';
import { askFolder, askName, askPlace, askView, placeLabel } from './askAboutView.js';
import { WORKSPACE_FILE } from './workspaceViews.js';

type ViewArgument = CommandArgument<'openView'>;

export interface ViewCommandsOptions {
  readonly views: SavedViews;
  readonly catalog: Catalog;
  readonly connections: Pick<Connections, 'active'>;
  readonly service: Pick<ReportService, 'check'>;
  readonly recent: Pick<RecentReports, 'periodOf'>;
  readonly activePanel: () => ViewedPanel | undefined;
  readonly openView: (opened: OpenedView) => Promise<void>;
  readonly exportView: (opened: OpenedView) => Promise<unknown>;
}

/** What people do with saved views. What fails is thrown. */
export class ViewCommands {
  readonly #options: ViewCommandsOptions;

  constructor(options: ViewCommandsOptions) {
    this.#options = options;
  }

  /** Saves what the report in front shows, under a name that is asked for. */
  async save(): Promise<void> {
    const title = vscode.l10n.t('Save View');
    const { activePanel, views, catalog } = this.#options;
    const panel = activePanel();
    const shown = panel?.viewContent;
    if (panel === undefined || shown === undefined) {
      return void showInformation(vscode.l10n.t('Open a report first. A view is saved of what its table shows.'));
    }
    const name = await askName(title, '');
    const place = name === undefined ? undefined : await askPlace(title);
    if (name === undefined || place === undefined) {
      return;
    }
    const placed = await this.#inFreePlace(title, {
      place,
      view: { name, report: panel.ref.report, ...shown.content },
    });
    if (placed === undefined || (place !== ON_COMPUTER && !(await mayShare(placed.view, catalog)))) {
      return;
    }
    await views.save(placed);
    panel.adoptView(placed);
    showStatus(
      shown.leavesOutSearch
        ? vscode.l10n.t('View "{0}" saved without the search for a user', placed.view.name)
        : vscode.l10n.t('View "{0}" saved', placed.view.name),
    );
  }

  /** Saves a view as a panel shows it now. */
  async update(placed: PlacedView, content: ViewContent): Promise<void> {
    const { name, report } = placed.view;
    const changed: PlacedView = { place: placed.place, view: { name, report, ...content } };
    if (placed.place === ON_COMPUTER || (await mayShare(changed.view, this.#options.catalog))) {
      await this.#options.views.save(changed);
      showStatus(vscode.l10n.t('View "{0}" saved', name));
    }
  }

  async open(argument?: ViewArgument): Promise<void> {
    const placed = await this.#chosen(argument, vscode.l10n.t('Open View'));
    await (placed && this.#options.openView({ ref: this.#refOf(placed, argument), placed }));
  }

  async export(argument?: ViewArgument): Promise<void> {
    const placed = await this.#chosen(argument, vscode.l10n.t('Export View'));
    await (placed && this.#options.exportView({ ref: this.#refOf(placed, argument), placed }));
  }

  async rename(argument?: ViewArgument): Promise<void> {
    const title = vscode.l10n.t('Rename View');
    const placed = await this.#chosen(argument, title);
    const name = placed && (await askName(title, placed.view.name));
    if (placed !== undefined && name !== undefined && name !== placed.view.name) {
      await this.#options.views.rename(keyOf(placed), name);
    }
  }

  async remove(argument?: ViewArgument): Promise<void> {
    const placed = await this.#chosen(argument, vscode.l10n.t('Delete View'));
    if (placed === undefined) {
      return;
    }
    const remove = vscode.l10n.t('Delete');
    const detail =
      placed.place === ON_COMPUTER
        ? vscode.l10n.t("You can't undo this. The report stays as it is.")
        : vscode.l10n.t('It is deleted from {0}, for everyone. The report stays as it is.', WORKSPACE_FILE);
    if ((await ask(vscode.l10n.t('Delete the view "{0}"?', placed.view.name), detail, remove)) === remove) {
      await this.#options.views.remove(keyOf(placed));
    }
  }

  /** Copies a view of this computer into a folder of the workspace. */
  async share(argument?: ViewArgument): Promise<void> {
    const title = vscode.l10n.t('Share View to Workspace');
    const { views, catalog } = this.#options;
    const placed = await this.#chosen(argument, title);
    if (placed === undefined) {
      return;
    }
    if ((vscode.workspace.workspaceFolders ?? []).length === 0) {
      return void showInformation(vscode.l10n.t('Open a folder first. The view is shared in its {0}.', WORKSPACE_FILE));
    }
    const place = await askFolder(title);
    if (place === undefined || place === placed.place) {
      return;
    }
    const shared = await this.#inFreePlace(title, { place, view: placed.view });
    if (shared !== undefined && (await mayShare(shared.view, catalog))) {
      await views.save(shared);
      showStatus(vscode.l10n.t('View "{0}" shared in {1}', shared.view.name, WORKSPACE_FILE));
    }
  }

  /**
   * Asks what becomes of a view of the report that has the same name in the same place.
   * @returns the view as it is to be saved, perhaps under another name; `undefined` where the person canceled
   */
  async #inFreePlace(title: string, placed: PlacedView): Promise<PlacedView | undefined> {
    let free = placed;
    while (await this.#isTaken(free)) {
      const [replace, keepBoth] = [vscode.l10n.t('Replace'), vscode.l10n.t('Keep Both…')];
      const text = vscode.l10n.t('A view of this report is already named "{0}".', free.view.name);
      const detail = vscode.l10n.t("It is saved here: {0}. Replacing it can't be undone.", placeLabel(free.place));
      const answer = await ask(text, detail, replace, keepBoth);
      if (answer !== keepBoth) {
        return answer === replace ? free : undefined;
      }
      const name = await askName(title, await this.#freeName(free));
      if (name === undefined) {
        return undefined;
      }
      free = withName(free, name);
    }
    return free;
  }

  #isTaken(placed: PlacedView): Promise<boolean> {
    return this.#options.views.isTaken(keyOf(placed));
  }

  /** The name with the first number that no view of the report has there. */
  async #freeName(placed: PlacedView): Promise<string> {
    let [number, name] = [2, placed.view.name];
    while (await this.#isTaken(withName(placed, name))) {
      name = `${placed.view.name} (${number++})`;
    }
    return name;
  }

  /** The view that an argument names, or that the person chooses. */
  async #chosen(argument: ViewArgument | undefined, title: string): Promise<PlacedView | undefined> {
    const { views, catalog } = this.#options;
    if (argument !== undefined) {
      const { report, view: name, place = ON_COMPUTER } = argument;
      const found = views.find({ place, report, name });
      if (found === undefined) {
        throw goneView(name);
      }
      return found;
    }
    const known = views.all.filter(({ view }) => catalog.findArchived(view.report) !== undefined);
    if (known.length === 0) {
      const help = vscode.l10n.t(
        'No views are saved yet. Open a report, arrange its table, and use Save View… to keep it.',
      );
      return void showInformation(help);
    }
    return askView(title, known, (report) => {
      const definition = catalog.findArchived(report);
      return definition === undefined ? report : fullTitle(definition, catalog);
    });
  }

  /** The report for the period that is named, or else for the one that it was opened with last. */
  #refOf({ view }: PlacedView, argument: ViewArgument | undefined): OpenedView['ref'] {
    const { connections, service, recent, catalog } = this.#options;
    const connection = argument?.connection ?? connections.active.id;
    const { period, date, history } = argument ?? {};
    if (period !== undefined || date !== undefined || history !== undefined) {
      return service.check({ connection, report: view.report, period, date, history }).ref;
    }
    const definition = catalog.findArchived(view.report);
    if (definition === undefined) {
      throw noSuchReport(view.report);
    }
    return { connection, ...usualRef(definition, recent) };
  }
}

function withName({ place, view }: PlacedView, name: string): PlacedView {
  return { place, view: { ...view, name } };
}
