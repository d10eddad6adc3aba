import * as vscode from 'vscode';
import { commandId, type CommandArgument } from '../../commandIds.js';
import type { ReportState } from '../../services/reports/report.js';
import type { ReportKind } from '../../core/catalog/definition.js';
import {
  dayLabel,
  momentLabel,
  parameterLabel,
  shortMomentLabel,
  shortParameterLabel,
} from '../../l10n/periodTexts.js';
import { viewItem, type ViewItemWord } from '../common/contextKeys.js';
import { tooltip } from '../common/tooltip.js';
import type { ReportNode } from './nodes.js';
import { rowDescription } from './rowDescription.js';

/** What is known of a report beside its node. */
export interface ReportItemFacts {
  readonly state: ReportState;
  /** Title as it is said below its product, and among the favorites. */
  readonly shortTitle: string;
  readonly titleOfFavorite: string;
  readonly product: string | undefined;
  readonly isByProduct: boolean;
  readonly isFavorite: boolean;
  /** It has saved views below it. */
  readonly hasViews: boolean;
  /** Beta, or not readable; empty for most reports. */
  readonly badge: string;
  /** Why the report can't be read; absent if it can. */
  readonly accessNote: string | undefined;
  readonly now: Date;
}

/** The item of one report for one period or day. A click previews it. */
export async function reportItem(node: ReportNode, facts: ReportItemFacts): Promise<vscode.TreeItem> {
  const { definition } = node;
  const { state, badge, accessNote, isFavorite, now } = facts;
  const words = await stateTexts(state, now);
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const label = labelOf(node, facts);
  const isAdded = state.kind === 'fetched' && state.addedFrom !== undefined;
  const item = new vscode.TreeItem(label, facts.hasViews ? Collapsed : None);
  item.description = rowDescription({
    kind: node.label,
    label,
    place: [...placeOf(node, facts), badge].filter((part): part is string => part !== undefined && part !== ''),
    state: isAdded && node.label === 'added' ? undefined : words.short,
    isTime: state.kind === 'fetched' && !isAdded,
  });
  item.iconPath =
    words.icon ?? (node.label === 'parameter' ? new vscode.ThemeIcon('calendar') : iconOf(definition.kind));
  item.contextValue = viewItem(
    'report',
    isAdded && 'fromFile',
    ...(node.label === 'added' ? [] : (['requestable', ...menuWordsOf(definition.kind, isFavorite)] as const)),
  );
  item.tooltip = tooltip(
    [{ bold: definition.title }, ` · ${parameterLabel(node)}`],
    [definition.description],
    ...(node.label === 'added' ? [] : [[{ code: definition.name }, ` · ${definition.versions.join(', ')}`]]),
    ...(accessNote === undefined ? [] : [[accessNote]]),
    [words.long],
  );
  const names = [definition.title, parameterLabel(node)];
  item.accessibilityInformation = {
    label: [
      // What is on screen comes first.
      ...(node.label === 'parameter' ? names.toReversed() : names),
      node.label === 'favorite' || node.label === 'added' ? facts.product : undefined,
      words.long,
      isFavorite ? vscode.l10n.t('favorite') : undefined,
      accessNote,
    ]
      .filter(Boolean)
      .join(', '),
  };
  const { report, period, date } = node;
  // Without a connection: whoever has switched tenants and clicks before VS Code has drawn the tree anew means the tenant switched to.
  const opened: CommandArgument<'openReport'> = { report, period, date, preview: true };
  item.command = { command: commandId('openReport'), title: vscode.l10n.t('Open Report'), arguments: [opened] };
  return item;
}

/** The words by which menus know a report, for all its periods or for one. */
export function menuWordsOf(kind: ReportKind, isFavorite: boolean): readonly (ViewItemWord | false)[] {
  return [kind === 'daily-series' && 'dailySeries', isFavorite ? 'favorite' : 'canBeFavorite'];
}

export function iconOf(kind: ReportKind): vscode.ThemeIcon {
  const icons: Record<ReportKind, string> = {
    'daily-series': 'graph-line',
    detail: 'list-flat',
    distribution: 'graph',
    'current-state': 'pulse',
  };
  return new vscode.ThemeIcon(icons[kind]);
}

function labelOf(node: ReportNode, { shortTitle, titleOfFavorite }: ReportItemFacts): string {
  switch (node.label) {
    case 'title':
      return shortTitle;
    case 'favorite':
      return titleOfFavorite;
    case 'added':
      return node.definition.title;
    case 'parameter':
      return parameterLabel(node);
  }
}

/** What the parents of the item don't say. */
function placeOf(
  node: ReportNode,
  { product, isFavorite, isByProduct, titleOfFavorite }: ReportItemFacts,
): readonly (string | undefined)[] {
  switch (node.label) {
    case 'favorite':
      // The product tells more than the period, and comes first, so that it is not cut off. Many titles have it already.
      return [
        product !== undefined && !hasText(titleOfFavorite, product) ? product : undefined,
        shortParameterLabel(node),
      ];
    case 'title':
      return [isFavorite ? '★' : undefined, isByProduct ? shortParameterLabel(node) : undefined];
    case 'added':
      return [product];
    case 'parameter':
      return [];
  }
}

function hasText(title: string, product: string): boolean {
  return title.toLocaleLowerCase().includes(product.toLocaleLowerCase());
}

/** `short` stays true however long the item is on screen: it has no "ago". */
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
      if (state.addedFrom !== undefined) {
        return {
          short: vscode.l10n.t('from a file'),
          long:
            state.refreshDate === null
              ? vscode.l10n.t('added from {0}', state.addedFrom)
              : vscode.l10n.t('added from {0}, data up to {1}', state.addedFrom, dayLabel(state.refreshDate)),
        };
      }
      const fetched = momentLabel(state.fetchedAt, now);
      return {
        short: shortMomentLabel(state.fetchedAt, now),
        long:
          state.refreshDate === null
            ? vscode.l10n.t('fetched {0}', fetched)
            : vscode.l10n.t('fetched {0}, data up to {1}', fetched, dayLabel(state.refreshDate)),
      };
    }
    case 'failed': {
      const { errorTextsFor } = await import('../../l10n/errorTexts.js');
      return {
        short: vscode.l10n.t('failed'),
        long: vscode.l10n.t('failed {0}: {1}', momentLabel(state.at, now), errorTextsFor(state.error).text),
        icon: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
      };
    }
  }
}
