import * as vscode from 'vscode';
import { commandId, type ReportArgument } from '../../commandIds.js';
import { publishedCloud } from '../../services/auth/connections/clouds.js';
import { accessOf } from '../../services/auth/connections/connection.js';
import { type Catalog, isBetaOnly } from '../../core/catalog/catalog.js';
import type { ReportSearch } from '../../core/catalog/search.js';
import { isReadableBy } from '../../core/catalog/chooseVersion.js';
import type { Access, ReportDefinition, ReportKind } from '../../core/catalog/definition.js';
import type { ReportState } from '../../services/reports/report.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { Disposable } from '../../base/emitter.js';
import { idOf } from '../../shared/refIds.js';
import { accessBadge, accessText } from '../../l10n/accessTexts.js';
import { dayLabel, momentLabel, parameterLabel, periodLabel } from '../../l10n/periodTexts.js';
import { viewItem } from '../common/contextKeys.js';
import type { Favorites } from '../common/favorites.js';
import { setContextKey } from '../common/setContextKey.js';
import type { ActiveConnection } from './activeConnection.js';
import { missingItem, missingReportItem } from './missingItems.js';
import { MissingReportDecorations } from './missingReportDecorations.js';
import type { Grouping, MissingNode, MissingReportNode, ReportNode, TreeNode } from './nodes.js';
import { childrenOf } from './treeModel.js';
import { tooltip } from '../common/tooltip.js';

const GROUPING_KEY = 'usageReports.grouping';

export interface ReportTreeOptions {
  readonly catalog: () => Catalog;
  readonly search: () => Promise<ReportSearch>;
  readonly service: ReportService;
  /** The tenant that is shown. */
  readonly active: ActiveConnection;
  readonly favorites: Pick<Favorites, 'has' | 'onDidChange'>;
  /** Holds the grouping over a reload. */
  readonly memento: vscode.Memento;
  readonly now: () => Date;
}

/** All reports of the active tenant, by period or by product, each with its state. */
export class ReportTree implements vscode.TreeDataProvider<TreeNode>, Disposable {
  static readonly viewId = 'usageReports.reports';

  readonly #options: ReportTreeOptions;
  readonly #changed = new vscode.EventEmitter<TreeNode | undefined>();
  readonly #view: vscode.TreeView<TreeNode>;
  readonly #subscriptions: readonly Disposable[];
  readonly #shown = new vscode.EventEmitter<void>();
  /** The leaves that VS Code has been given, by what they open, so that a change of one redraws only that one. */
  readonly #leaves = new Map<string, ReportNode>();
  #filter = '';
  /** What the filter found; absent where there is no filter. */
  #found: ReadonlySet<ReportDefinition> | undefined;
  #note: string | undefined;

  readonly onDidChangeTreeData = this.#changed.event;
  /** The view has come to the front. */
  readonly onDidShow = this.#shown.event;

  constructor(options: ReportTreeOptions) {
    this.#options = options;
    this.#view = vscode.window.createTreeView(ReportTree.viewId, { treeDataProvider: this, showCollapseAll: true });
    this.#subscriptions = [
      options.active.onDidChange(() => this.refresh()),
      options.service.onDidChangeState((ref) => {
        const leaf = this.#leaves.get(idOf(ref));
        if (leaf !== undefined) {
          this.#changed.fire(leaf);
        }
      }),
      options.favorites.onDidChange(() => this.refresh()),
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
    const found = text === '' ? undefined : new Set((await this.#options.search()).find(text));
    this.#filter = text;
    this.#found = found;
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
    this.#changed.fire(undefined);
  }

  getChildren(node?: TreeNode): TreeNode[] {
    const { catalog, active, now } = this.#options;
    active.watch();
    if (active.view !== 'tree') {
      return [];
    }
    const { id, cloud } = active.connection;
    const query = {
      connection: id,
      cloud: publishedCloud(cloud),
      grouping: this.grouping,
      found: this.#found,
      now: now(),
    };
    const children = childrenOf(node, catalog(), query);
    for (const child of children) {
      if (child.kind === 'report') {
        this.#leaves.set(idOf(child), child);
      }
    }
    return children;
  }

  async getTreeItem(node: TreeNode): Promise<vscode.TreeItem> {
    const item = await this.#itemOf(node);
    // VS Code remembers by ID what is expanded. The filter is part of the ID, because a filtered tree starts out expanded. The tenant is
    // not, so that another tenant shows the same part of the tree.
    item.id = `${this.grouping}/${this.#filter}/${node.path}`;
    return item;
  }

  #itemOf(node: TreeNode): vscode.TreeItem | Promise<vscode.TreeItem> {
    const { cloud } = this.#options.active.connection;
    switch (node.kind) {
      case 'report':
        return this.#reportItem(node);
      case 'missing':
        return missingItem(node, cloud, this.#filter !== '');
      case 'missingReport':
        return missingReportItem(node, cloud);
      default:
        return this.#groupItem(node);
    }
  }

  #groupItem(node: Exclude<TreeNode, ReportNode | MissingNode | MissingReportNode>): vscode.TreeItem {
    const expanded = this.#filter !== '' && node.kind !== 'dayGroup';
    const item = new vscode.TreeItem(
      '',
      expanded ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed,
    );
    item.contextValue = viewItem(node.kind);
    switch (node.kind) {
      case 'period':
        item.label = node.period === undefined ? vscode.l10n.t('Current state') : periodLabel(node.period);
        item.iconPath = new vscode.ThemeIcon('calendar');
        break;
      case 'singleDay':
        item.label = vscode.l10n.t('Single Day');
        item.iconPath = new vscode.ThemeIcon('calendar');
        break;
      case 'product':
        item.label = node.product.title;
        item.iconPath = new vscode.ThemeIcon(node.product.icon);
        item.tooltip = node.product.retired;
        item.description = node.product.retired === undefined ? undefined : vscode.l10n.t('retired');
        break;
      case 'reportGroup':
        item.contextValue = viewItem('reportGroup', node.definition.kind === 'daily-series' && 'dailySeries');
        item.label = node.definition.title;
        item.iconPath = iconOf(node.definition.kind);
        item.description = this.#badge(node.definition);
        item.tooltip = [node.definition.description, this.#accessNote(node.definition)].filter(Boolean).join('\n\n');
        break;
      case 'dayGroup':
        item.label = this.grouping === 'product' ? vscode.l10n.t('Single Day') : node.definition.title;
        item.iconPath = this.grouping === 'product' ? new vscode.ThemeIcon('calendar') : iconOf(node.definition.kind);
        item.description = this.grouping === 'product' ? undefined : this.#badge(node.definition);
        item.tooltip = node.definition.description;
        break;
    }
    return item;
  }

  async #reportItem(node: ReportNode): Promise<vscode.TreeItem> {
    const { definition } = node;
    const state = await this.#options.service.state(node).catch((): ReportState => ({ kind: 'never' }));
    const label = node.label === 'title' ? definition.title : parameterLabel(node);
    const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
    const words = await stateTexts(state, this.#options.now());
    const marked = this.#options.favorites.has(definition.name);
    item.description = [
      marked ? '★' : undefined,
      node.label === 'title' ? this.#badge(definition) : undefined,
      words.short,
    ]
      .filter(Boolean)
      .join(' · ');
    item.iconPath = words.icon ?? (node.label === 'title' ? iconOf(definition.kind) : new vscode.ThemeIcon('calendar'));
    item.contextValue = viewItem('report', definition.kind === 'daily-series' && 'dailySeries', marked && 'favorite');
    const note = this.#accessNote(definition);
    item.tooltip = tooltipOf(node, words.long, note);
    item.accessibilityInformation = {
      label: [label, parameterLabel(node), words.long, marked ? vscode.l10n.t('favorite') : undefined, note]
        .filter(Boolean)
        .join(', '),
    };
    item.command = {
      command: commandId('openReport'),
      title: vscode.l10n.t('Open Report'),
      arguments: [refArgument(node)],
    };
    return item;
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

/** The reference alone, without the node around it. */
function refArgument({ connection, report, period, date }: ReportNode): ReportArgument {
  return { connection, report, period, date };
}

function iconOf(kind: ReportKind): vscode.ThemeIcon {
  const icons: Record<ReportKind, string> = {
    'daily-series': 'graph-line',
    detail: 'list-flat',
    distribution: 'graph',
    'current-state': 'pulse',
  };
  return new vscode.ThemeIcon(icons[kind]);
}

async function stateTexts(
  state: ReportState,
  now: Date,
): Promise<{ short?: string; long: string; icon?: vscode.ThemeIcon }> {
  switch (state.kind) {
    case 'never':
      return { long: vscode.l10n.t('never opened') };
    case 'loading':
      return {
        short: vscode.l10n.t('loading…'),
        long: vscode.l10n.t('loading'),
        icon: new vscode.ThemeIcon('loading~spin'),
      };
    case 'fetched': {
      const fetched = momentLabel(state.fetchedAt, now);
      return {
        short: vscode.l10n.t('fetched {0}', fetched),
        long:
          state.refreshDate === null
            ? vscode.l10n.t('fetched {0}', fetched)
            : vscode.l10n.t('fetched {0}, data up to {1}', fetched, dayLabel(state.refreshDate)),
      };
    }
    case 'failed': {
      const { errorTextsFor } = await import('../../l10n/errorTexts.js');
      return {
        short: vscode.l10n.t('failed {0}', momentLabel(state.at, now)),
        long: vscode.l10n.t('failed {0}: {1}', momentLabel(state.at, now), errorTextsFor(state.error).text),
        icon: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
      };
    }
  }
}

function tooltipOf(node: ReportNode, state: string, note: string | undefined): vscode.MarkdownString {
  const { definition } = node;
  return tooltip(
    [{ bold: definition.title }, ` · ${parameterLabel(node)}`],
    [definition.description],
    [{ code: definition.name }, ` · ${definition.versions.join(', ')}`],
    ...(note === undefined ? [] : [[note]]),
    [state],
  );
}
