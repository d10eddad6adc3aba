import * as vscode from 'vscode';
import { foldText } from '../../base/foldText.js';
import { type Catalog, fullTitle } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { PlacedView } from '../../shared/views/savedView.js';
import { type ReportItem, separator } from './reportItems.js';

/** The views that the words find in their names and the titles of their reports, at least one of them in a name; none where none is found. */
export function viewItems(
  views: readonly PlacedView[],
  typed: string,
  reports: readonly ReportDefinition[],
  catalog: Catalog,
): ReportItem[] {
  const words = foldText(typed)
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = views.flatMap((placed): ReportItem[] => {
    const definition = reports.find(({ name }) => name === placed.view.report);
    if (definition === undefined) {
      return [];
    }
    const name = foldText(placed.view.name);
    const title = fullTitle(definition, catalog);
    const text = `${name} ${foldText(title)}`;
    const isFound = words.some((word) => name.includes(word)) && words.every((word) => text.includes(word));
    return isFound
      ? [
          {
            label: placed.view.name,
            description: title,
            iconPath: new vscode.ThemeIcon('bookmark'),
            alwaysShow: true,
            definition,
            placed,
          },
        ]
      : [];
  });
  return found.length === 0 ? [] : [separator(vscode.l10n.t('Saved Views')), ...found];
}
