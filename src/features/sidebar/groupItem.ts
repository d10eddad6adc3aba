import * as vscode from 'vscode';
import { periodLabel } from '../../l10n/periodTexts.js';
import { viewItem } from '../common/contextKeys.js';
import type {
  DirectoryNode,
  MissingNode,
  MissingReportNode,
  ReportNode,
  TableNode,
  TreeNode,
  ViewNode,
} from './nodes.js';
import { iconOf, menuWordsOf } from './reportItem.js';

/** A node with others below it. */
export type GroupNode = Exclude<
  TreeNode,
  TableNode | DirectoryNode | ReportNode | ViewNode | MissingNode | MissingReportNode
>;

/** What is known of a node's report beside the node; only of nodes that have one. */
export interface GroupItemFacts {
  /** A filtered tree starts out expanded. */
  readonly isFiltered: boolean;
  /** The days are below their report, and not the report below the days. */
  readonly isByProduct: boolean;
  /** Title as it is said below the product. */
  readonly shortTitle: string;
  readonly isFavorite: boolean;
  readonly badge: string;
  readonly accessNote: string | undefined;
}

/** The item of a group. What it is called is what a screen reader says of it, where VS Code would say the tooltip. */
export function groupItem(node: GroupNode, facts: GroupItemFacts): vscode.TreeItem {
  const { label, spoken = label, description, tooltip, icon } = textsOf(node, facts);
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const isExpanded = node.kind === 'favorites' || (facts.isFiltered && node.kind !== 'dayGroup');
  const item = new vscode.TreeItem(label, isExpanded ? Expanded : Collapsed);
  item.description = description;
  item.tooltip = tooltip;
  item.iconPath = icon;
  item.contextValue = viewItem(
    node.kind,
    ...(node.kind === 'reportGroup' ? menuWordsOf(node.definition.kind, facts.isFavorite) : []),
  );
  item.accessibilityInformation = { label: [spoken, description].filter(Boolean).join(', ') };
  return item;
}

interface GroupTexts {
  readonly label: string;
  readonly spoken?: string;
  readonly description?: string;
  readonly tooltip?: string;
  readonly icon: vscode.ThemeIcon;
}

function textsOf(node: GroupNode, facts: GroupItemFacts): GroupTexts {
  const { isByProduct, shortTitle, isFavorite, accessNote } = facts;
  const badge = [isFavorite ? '★' : undefined, facts.badge].filter(Boolean).join(' · ');
  const calendar = new vscode.ThemeIcon('calendar');
  switch (node.kind) {
    case 'favorites':
      return { label: vscode.l10n.t('Favorites'), icon: new vscode.ThemeIcon('star-full') };
    case 'added':
      return { label: vscode.l10n.t('Added from files'), icon: new vscode.ThemeIcon('archive') };
    case 'period':
      return node.period === undefined
        ? { label: vscode.l10n.t('Current state'), description: vscode.l10n.t('no period'), icon: calendar }
        : { label: periodLabel(node.period), icon: calendar };
    case 'otherPeriods':
      return { label: vscode.l10n.t('Other periods'), icon: calendar };
    case 'singleDay':
      return { label: vscode.l10n.t('Single day'), icon: calendar };
    case 'product': {
      const { title, icon, retired } = node.product;
      const description = retired === undefined ? undefined : vscode.l10n.t('retired');
      return { label: title, description, tooltip: retired, icon: new vscode.ThemeIcon(icon) };
    }
    case 'reportGroup': {
      const { title, description, kind } = node.definition;
      const tooltip = [description, accessNote].filter(Boolean).join('\n\n');
      return { label: shortTitle, spoken: title, description: badge, tooltip, icon: iconOf(kind) };
    }
    case 'dayGroup': {
      const { title, description: tooltip, kind } = node.definition;
      return isByProduct
        ? { label: vscode.l10n.t('Single day'), icon: calendar }
        : { label: shortTitle, spoken: title, description: badge, tooltip, icon: iconOf(kind) };
    }
  }
}
