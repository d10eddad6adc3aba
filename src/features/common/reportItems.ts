import * as vscode from 'vscode';
import { type Catalog, isBetaOnly, isOnlyFromFiles } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { plural } from '../../l10n/plurals.js';
import type { PlacedView } from '../../shared/views/savedView.js';
import type { ReportSection } from './reportSections.js';

/** An entry of the list of reports: a heading, a report, or what to do where none is found. */
export interface ReportItem extends vscode.QuickPickItem {
  readonly definition?: ReportDefinition;
  /** A saved view of the report. */
  readonly placed?: PlacedView;
}

type Has = (report: string) => boolean;

/** The list before anything is typed. */
export function sectionItems(sections: readonly ReportSection[], catalog: Catalog, isFavorite: Has): ReportItem[] {
  return sections.flatMap(({ heading, reports }) => [
    separator(headingText(heading)),
    ...reports.map((report) => reportItem(report, catalog, isFavorite)),
  ]);
}

/** What was found, best first. Like the other lists it begins with a heading, so that an entry that is picked is the one that is seen. */
export function foundItems(
  found: readonly ReportDefinition[],
  typed: string,
  catalog: Catalog,
  isFavorite: Has,
): ReportItem[] {
  const count = plural(found.length, { one: vscode.l10n.t('{0} report'), other: vscode.l10n.t('{0} reports') });
  const none: ReportItem = {
    label: vscode.l10n.t('No report matches "{0}". Show All Reports', typed),
    iconPath: new vscode.ThemeIcon('clear-all'),
    alwaysShow: true,
  };
  return [
    separator(count),
    ...(found.length === 0 ? [none] : found.map((report) => reportItem(report, catalog, isFavorite))),
  ];
}

function reportItem(definition: ReportDefinition, catalog: Catalog, isFavorite: Has): ReportItem {
  const product = catalog.product(definition.product);
  const marked = isFavorite(definition.name);
  const fromFiles = isOnlyFromFiles(definition);
  return {
    label: definition.title,
    description: [
      marked ? '★' : '',
      product?.title ?? definition.product,
      isBetaOnly(definition) ? vscode.l10n.t('beta') : '',
    ]
      .filter((text) => text !== '')
      .join(' · '),
    detail: fromFiles ? definition.description : `${definition.description} — ${definition.name}`,
    ...(product && { iconPath: new vscode.ThemeIcon(product.icon) }),
    // The favorites of the sidebar are of every tenant, which a file is not.
    buttons: fromFiles ? [] : [favoriteButton(marked)],
    // What is found is decided by the search, which knows other names than those that are shown.
    alwaysShow: true,
    definition,
  };
}

function favoriteButton(marked: boolean): vscode.QuickInputButton {
  return marked
    ? { iconPath: new vscode.ThemeIcon('star-full'), tooltip: vscode.l10n.t('Remove from Favorites') }
    : { iconPath: new vscode.ThemeIcon('star-empty'), tooltip: vscode.l10n.t('Add to Favorites') };
}

function headingText(heading: ReportSection['heading']): string {
  switch (heading) {
    case 'recent':
      return vscode.l10n.t('Recently Opened');
    case 'favorites':
      return vscode.l10n.t('Favorites');
    case 'added':
      return vscode.l10n.t('Added from files');
    default:
      return heading.title;
  }
}

export function separator(label: string): ReportItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
