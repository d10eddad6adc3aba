import * as vscode from 'vscode';
import { publishedCloud } from '../../services/auth/connections/clouds.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { ReportSearch } from '../../core/catalog/search.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { Disposable, Event } from '../../base/emitter.js';
import { idOf } from '../../shared/refIds.js';
import type { Favorites } from '../common/favorites.js';
import type { RecentReports } from '../common/recentReports.js';
import { setContextKey } from '../common/setContextKey.js';
import type { ActiveConnection } from './activeConnection.js';
import { MissingReportDecorations } from './missingReportDecorations.js';
import type { DirectoryNode, FavoritesNode, Grouping, ReportNode, TreeNode } from './nodes.js';
import type { ViewList } from '../common/viewList.js';
import { TreeItems, type TreeItemsOptions } from './treeItems.js';
import { childrenOf } from './treeModel.js';

const GROUPING_KEY = 'usageReports.grouping';

export interface ReportTreeOptions extends TreeItemsOptions {
  readonly search: () => Promise<ReportSearch>;
  readonly service: ReportService;
  readonly directory: TreeItemsOptions['directory'] & { readonly onDidChange: Event<Connection> };
  /** The tenant that is shown. */
  readonly active: ActiveConnection;
  readonly favorites: Pick<Favorites, 'all' | 'has' | 'onDidChange'>;
  readonly recent: Pick<RecentReports, 'periodOf' | 'onDidChange'>;
  readonly views: Pick<ViewList, 'of' | 'onDidChange'>;
  /** Holds the grouping over a reload. */
  readonly memento: vscode.Memento;
}

/** All reports of the active tenant, by period or by product, each with its state. */
export class ReportTree implements vscode.TreeDataProvider<TreeNode>, Disposable {
  static readonly viewId = 'usageReports.reports';

  readonly #options: ReportTreeOptions;
  readonly #rows: TreeItems;
  readonly #changed = new vscode.EventEmitter<TreeNode | undefined>();
  readonly #view: vscode.TreeView<TreeNode>;
  readonly #subscriptions: readonly Disposable[];
  readonly #shown = new vscode.EventEmitter<void>();
  /** The leaves that VS Code has been given, by what they open and their path, so that a change of one redraws only that one. */
  readonly #leaves = new Map<string, Map<string, ReportNode>>();
  #favorites: FavoritesNode | undefined;
  #directory: DirectoryNode | undefined;
  #filter = '';
  /** What the filter found; absent where there is no filter. */
  #found: ReadonlySet<ReportDefinition> | undefined;
  #note: string | undefined;
  /** The reports that only files have; read when the tree is shown anew. */
  #added: { readonly connection: string; readonly reports: readonly ReportDefinition[] } | undefined;

  readonly onDidChangeTreeData = this.#changed.event;
  /** The view has come to the front. */
  readonly onDidShow = this.#shown.event;

  constructor(options: ReportTreeOptions) {
    this.#options = options;
    this.#rows = new TreeItems(options);
    this.#view = vscode.window.createTreeView(ReportTree.viewId, { treeDataProvider: this, showCollapseAll: true });
    this.#subscriptions = [
      options.active.onDidChange(() => this.refresh()),
      options.active.onDidChangeMessage(() => this.#describe()),
      options.service.onDidChangeState((ref) => {
        if (options.catalog().find(ref.report) === undefined) {
          void this.#readAdded();
        }
        for (const leaf of this.#leaves.get(idOf(ref))?.values() ?? []) {
          this.#changed.fire(leaf);
        }
      }),
      options.favorites.onDidChange(() => this.refresh()),
      options.views.onDidChange(() => this.refresh()),
      options.directory.onDidChange(() => this.#directory && this.#changed.fire(this.#directory)),
      options.recent.onDidChange(() => this.#refreshFavorites()),
      new MissingReportDecorations(),
      this.#view.onDidChangeVisibility(({ visible }) => visible && this.#shown.fire()),
      this.#shown,
    ];
    this.#describe();
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => subscription.dispose());
    this.#view.dispose();
    this.#changed.dispose();
  }

  get isVisible(): boolean {
    return this.#view.visible;
  }

  get grouping(): Grouping {
    return this.#options.memento.get<unknown>(GROUPING_KEY) === 'product' ? 'product' : 'period';
  }

  async setGrouping(grouping: Grouping): Promise<void> {
    await this.#options.memento.update(GROUPING_KEY, grouping);
    this.refresh();
  }

  get filter(): string {
    return this.#filter;
  }

  async setFilter(filter: string): Promise<void> {
    const text = filter.trim();
    const search = text === '' ? undefined : await this.#options.search();
    this.#filter = text;
    this.#found = search && new Set([...search.find(text), ...search.findExports(text)]);
    this.refresh();
  }

  /** Says something above the tree, besides what there is to say about the connection and the filter. */
  setNote(note: string | undefined): void {
    if (note !== this.#note) {
      this.#note = note;
      this.#describe();
    }
  }

  /** Shows the tree anew, after the tenant, the grouping, or the filter changed. */
  refresh(): void {
    this.#describe();
    this.#leaves.clear();
    this.#favorites = undefined;
    this.#directory = undefined;
    this.#added = undefined;
    this.#changed.fire(undefined);
  }

  /** Reads which of the reports that only files have are archived, and shows the tree anew where they are others than before. */
  async #readAdded(): Promise<void> {
    const { active, service } = this.#options;
    const { connection } = active;
    const shown = this.#added?.connection === connection.id ? this.#added.reports : [];
    const asked = { connection: connection.id, reports: shown };
    this.#added = asked;
    // Opening a report says what is wrong with an archive that cannot be read.
    const reports = await service
      .added()
      .then((files) => files.reports(connection))
      .catch((): ReportDefinition[] => []);
    if (this.#added === asked && String(reports.map(nameOf)) !== String(shown.map(nameOf))) {
      this.#added = { connection: connection.id, reports };
      this.#changed.fire(undefined);
    }
  }

  /** A favorite is shown for the period that it was opened with last. */
  #refreshFavorites(): void {
    if (this.#favorites !== undefined) {
      this.#changed.fire(this.#favorites);
    }
  }

  getChildren(node?: TreeNode): TreeNode[] {
    const { catalog, active, favorites, recent, now } = this.#options;
    active.watch();
    if (active.view !== 'tree') {
      return [];
    }
    const { id, cloud } = active.connection;
    if (this.#added?.connection !== id) {
      void this.#readAdded();
    }
    const query = {
      connection: id,
      cloud: publishedCloud(cloud),
      grouping: this.grouping,
      found: this.#found,
      favorites: favorites.all,
      added: this.#added?.reports ?? [],
      lastPeriod: (report: string) => recent.periodOf(report),
      views: (report: string) => this.#options.views.of(report),
      now: now(),
    };
    const children = childrenOf(node, catalog(), query);
    for (const child of children) {
      if (child.kind === 'report') {
        const same = this.#leaves.get(idOf(child)) ?? new Map<string, ReportNode>();
        this.#leaves.set(idOf(child), same.set(child.path, child));
      } else if (child.kind === 'favorites') {
        this.#favorites = child;
      } else if (child.kind === 'directory') {
        this.#directory = child;
      }
    }
    return children;
  }

  async getTreeItem(node: TreeNode): Promise<vscode.TreeItem> {
    const item = await this.#rows.of(node, {
      isFiltered: this.#filter !== '',
      isByProduct: this.grouping === 'product',
    });
    // VS Code remembers by ID what is expanded. The filter is part of the ID, because a filtered tree starts out expanded. The tenant is
    // not, so that another tenant shows the same part of the tree.
    item.id = `${this.grouping}/${this.#filter}/${node.path}`;
    return item;
  }

  #describe(): void {
    const { active } = this.#options;
    this.#view.title = active.connection.name;
    const hints = [
      active.message,
      this.#note,
      this.#filter === '' ? undefined : vscode.l10n.t('Filtered by "{0}".', this.#filter),
    ];
    // VS Code shows either a message or the welcome view of an empty tree, which has the buttons that help.
    const empty = active.view !== 'tree' || (this.#filter !== '' && this.getChildren().length === 0);
    this.#view.message = empty ? undefined : hints.filter((hint) => hint !== undefined).join(' ') || undefined;
    setContextKey('filtered', this.#filter !== '');
    setContextKey('grouping', this.grouping);
    setContextKey('reportsView', active.view);
  }
}

function nameOf({ name }: ReportDefinition): string {
  return name;
}
