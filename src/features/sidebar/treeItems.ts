import * as vscode from 'vscode';
import { accessOf } from '../../services/auth/connections/connection.js';
import { type Catalog, isBetaOnly } from '../../core/catalog/catalog.js';
import { isReadableBy } from '../../core/catalog/chooseVersion.js';
import type { Access, ReportDefinition } from '../../core/catalog/definition.js';
import type { Directory } from '../../services/directory/directory.js';
import type { ReportState } from '../../services/reports/report.js';
import type { ReportService } from '../../services/reports/reportService.js';
import { accessBadge, accessText } from '../../l10n/accessTexts.js';
import type { Favorites } from '../common/favorites.js';
import type { ViewList } from '../common/viewList.js';
import type { ActiveConnection } from './activeConnection.js';
import type { ReportNode, TreeNode } from './nodes.js';
import type { ReportItemFacts } from './reportItem.js';
import { titleBelow, titleOfFavorite } from './treeTitle.js';

export interface TreeItemsOptions {
  readonly catalog: () => Catalog;
  readonly service: Pick<ReportService, 'state'>;
  readonly directory: { readonly load: () => Promise<Pick<Directory, 'state'>> };
  readonly active: Pick<ActiveConnection, 'connection'>;
  readonly favorites: Pick<Favorites, 'has'>;
  readonly views: Pick<ViewList, 'of'>;
  readonly now: () => Date;
}

/** How the tree is shown. */
export interface ShownTree {
  readonly isFiltered: boolean;
  readonly isByProduct: boolean;
}

/** What the rows of the tree look like. */
export class TreeItems {
  readonly #options: TreeItemsOptions;

  constructor(options: TreeItemsOptions) {
    this.#options = options;
  }

  /** Nobody sees an item when VS Code starts with another view in front, so what makes them is loaded with the first one. */
  async of(node: TreeNode, { isFiltered, isByProduct }: ShownTree): Promise<vscode.TreeItem> {
    const { cloud } = this.#options.active.connection;
    switch (node.kind) {
      case 'report':
        return this.#reportItem(node, isByProduct);
      case 'users':
      case 'licenses':
      case 'storage':
        return (await import('./tableItem.js')).tableItem(node);
      case 'directory':
        return this.#directoryItem();
      case 'view':
        return (await import('./viewItem.js')).savedViewItem(node, isByProduct);
      case 'missing':
        return (await import('./missingItems.js')).missingItem(node, cloud, isFiltered);
      case 'missingReport':
        return (await import('./missingItems.js')).missingReportItem(node, cloud);
      default:
        return (await import('./groupItem.js')).groupItem(node, {
          ...{ isFiltered, isByProduct },
          ...('definition' in node
            ? this.#factsOf(node.definition)
            : { shortTitle: '', isFavorite: false, badge: '', accessNote: undefined }),
        });
    }
  }

  async #directoryItem(): Promise<vscode.TreeItem> {
    const { active, directory, now } = this.#options;
    const [{ directoryItem }, loaded] = await Promise.all([import('./directoryItem.js'), directory.load()]);
    return directoryItem((dataset) => loaded.state(active.connection, dataset), now());
  }

  async #reportItem(node: ReportNode, isByProduct: boolean): Promise<vscode.TreeItem> {
    const { service, now } = this.#options;
    const { reportItem } = await import('./reportItem.js');
    return reportItem(node, {
      state: await service.state(node).catch((): ReportState => ({ kind: 'never' })),
      isByProduct,
      now: now(),
      ...this.#factsOf(node.definition),
      hasViews: node.label !== 'parameter' && this.#options.views.of(node.report).length > 0,
      // Below its report, the item of the report has it.
      ...(node.label === 'parameter' ? { badge: '' } : {}),
    });
  }

  #factsOf(definition: ReportDefinition): Omit<ReportItemFacts, 'state' | 'isByProduct' | 'now' | 'hasViews'> {
    const product = this.#options.catalog().product(definition.product);
    return {
      shortTitle: titleBelow(definition, product),
      titleOfFavorite: titleOfFavorite(definition, product),
      product: product?.title,
      isFavorite: this.#options.favorites.has(definition.name),
      badge: this.#badge(definition),
      accessNote: this.#accessNote(definition),
    };
  }

  /** Marks a report that only the beta version of Microsoft Graph has, and one that the tenant's connection doesn't get. */
  #badge(definition: ReportDefinition): string {
    const unreadable = this.#unreadable(definition);
    return [isBetaOnly(definition) ? vscode.l10n.t('beta') : undefined, unreadable && accessBadge(unreadable)]
      .filter(Boolean)
      .join(' · ');
  }

  #accessNote(definition: ReportDefinition): string | undefined {
    const unreadable = this.#unreadable(definition);
    return unreadable && accessText(unreadable);
  }

  /** The only kind of access that reads the report, where the tenant's connection has the other kind. */
  #unreadable(definition: ReportDefinition): Access | undefined {
    return isReadableBy(definition, accessOf(this.#options.active.connection)) ? undefined : definition.access;
  }
}
