import * as vscode from 'vscode';
import { publishedCloud } from '../../services/auth/connections/clouds.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { isPublished } from '../../core/catalog/chooseVersion.js';
import type { ReportSearch } from '../../core/catalog/search.js';
import type { ReportRef } from '../../shared/report.js';
import type { OpenedView, PlacedView } from '../../shared/views/savedView.js';
import type { Favorites } from './favorites.js';
import { pickParameter } from './pickParameter.js';
import { pickResult } from './pickResult.js';
import { plainItems } from './plainItems.js';
import type { RecentReports } from './recentReports.js';
import { foundItems, type ReportItem, sectionItems } from './reportItems.js';
import { reportSections } from './reportSections.js';
import { usualRef } from './usualRef.js';
import { viewItems } from './viewItems.js';
import type { ViewList } from './viewList.js';

export interface ReportPickerOptions {
  readonly catalog: Catalog;
  readonly search: ReportSearch;
  readonly connections: Pick<Connections, 'active'>;
  readonly favorites: Favorites;
  readonly recent: RecentReports;
  readonly now: () => Date;
  readonly views: Pick<ViewList, 'load'>;
  /** The reports that only files have, and that the archive has of a tenant. */
  readonly added: (connection: Connection) => Promise<readonly ReportDefinition[]>;
}

export interface PickDefinitionOptions {
  readonly title: string;
  /** What is asked; absent where the title says enough of it. */
  readonly placeholder?: string;
}

/** Asks for a report, wherever one is asked for. */
export class ReportPicker {
  readonly #options: ReportPickerOptions;

  constructor(options: ReportPickerOptions) {
    this.#options = options;
  }

  /**
   * Asks for a report of those that the active connection's cloud publishes, or that its files have, then for its period or day. The second
   * question leads back to the first.
   * @returns `undefined` when the person pressed Escape
   */
  async pick(title: string): Promise<ReportRef | undefined> {
    const picked = await this.#pickOf(title, []);
    return picked === undefined || 'placed' in picked ? undefined : picked;
  }

  /** As {@link pick}, and finds saved views by their names, too. A view opens for the period that its report was opened with last. */
  async pickToOpen(title: string): Promise<ReportRef | OpenedView | undefined> {
    return this.#pickOf(title, (await this.#options.views.load()).all);
  }

  async #pickOf(title: string, views: readonly PlacedView[]): Promise<ReportRef | OpenedView | undefined> {
    const { catalog, connections, recent, now } = this.#options;
    const connection = connections.active;
    const published = catalog.reports.filter((report) => isPublished(report, publishedCloud(connection.cloud)));
    const offered = [...published, ...(await this.#added(connection))];
    for (;;) {
      const item = await this.#pickItem(offered, { title }, views);
      const { definition, placed } = item ?? {};
      if (definition === undefined) {
        return undefined;
      }
      if (placed !== undefined) {
        return { ref: { connection: connection.id, ...usualRef(definition, recent) }, placed };
      }
      const parameter = await pickParameter(definition, title, now(), recent.periodFor(definition.name));
      if (parameter !== 'back') {
        return (
          parameter && {
            connection: connection.id,
            report: definition.name,
            ...parameter,
          }
        );
      }
    }
  }

  /**
   * Asks for one of the given reports. Without a search: those that were opened last, the favorites, then all others by product.
   * @param reports in the catalog's order
   * @returns `undefined` when the person pressed Escape
   */
  async pickDefinition(
    reports: readonly ReportDefinition[],
    options: PickDefinitionOptions,
  ): Promise<ReportDefinition | undefined> {
    return (await this.#pickItem(reports, options, []))?.definition;
  }

  /** None where the archive can't be read: opening a report says why. */
  async #added(connection: Connection): Promise<readonly ReportDefinition[]> {
    return this.#options.added(connection).catch(() => []);
  }

  async #pickItem(
    reports: readonly ReportDefinition[],
    {
      title,
      placeholder = vscode.l10n.t('Which report? Type words of its title, product, admin center or function name'),
    }: PickDefinitionOptions,
    views: readonly PlacedView[],
  ): Promise<ReportItem | undefined> {
    const { favorites } = this.#options;
    const pick = vscode.window.createQuickPick<ReportItem>();
    keepOrder(pick);
    pick.title = title;
    pick.placeholder = placeholder;
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    const show = () => {
      pick.items = plainItems(this.#itemsFor(pick.value.trim(), reports, views));
    };
    pick.onDidChangeValue(show);
    pick.onDidTriggerItemButton(async ({ item: { definition } }) => {
      if (definition !== undefined) {
        await favorites.set(definition.name, !favorites.has(definition.name));
        pick.keepScrollPosition = true;
        show();
        pick.activeItems = pick.items.filter((item) => item.definition === definition);
        pick.keepScrollPosition = false;
      }
    });
    show();
    const picked = await pickResult(pick, (item) => {
      if (item?.definition === undefined) {
        pick.value = '';
        show();
      }
      return item?.definition !== undefined;
    });
    return picked === 'back' ? undefined : picked;
  }

  #itemsFor(typed: string, offered: readonly ReportDefinition[], views: readonly PlacedView[]): ReportItem[] {
    const { catalog, search, favorites, recent } = this.#options;
    const isFavorite = (report: string) => favorites.has(report);
    if (typed === '') {
      const first = { recent: recent.all.map(({ report }) => report), favorites: favorites.all };
      return sectionItems(reportSections(offered, catalog.products, first), catalog, isFavorite);
    }
    const found = [...search.find(typed), ...search.findExports(typed)].filter((report) => offered.includes(report));
    const items = viewItems(views, typed, offered, catalog);
    return items.length > 0 && found.length === 0
      ? items
      : [...items, ...foundItems(found, typed, catalog, isFavorite)];
  }
}

/**
 * VS Code puts entries whose label has what was typed before others, in alphabetical order; the search has ranked them already. The switch
 * for it is in VS Code and not in its API (docs/decisions/052): without it, that order is what remains.
 */
function keepOrder(pick: object): void {
  if ('sortByLabel' in pick) {
    pick.sortByLabel = false;
  }
}
