import * as vscode from 'vscode';
import { type Catalog, isBetaOnly, matchesWords } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { pickResult } from './pickResult.js';
import { plainItems } from './plainItems.js';

interface DefinitionItem extends vscode.QuickPickItem {
  readonly definition?: ReportDefinition;
}

export interface PickDefinitionOptions {
  readonly title: string;
  /** What is asked; absent where the title says enough of it. */
  readonly placeholder?: string;
}

/**
 * Asks for one of the given reports, in the catalog's order. A report is also found by a former title.
 * @returns `undefined` when the user pressed Escape
 */
export async function pickDefinition(
  reports: readonly ReportDefinition[],
  catalog: Catalog,
  {
    title,
    placeholder = vscode.l10n.t('Which report? Type a word of its title, product, or function name'),
  }: PickDefinitionOptions,
): Promise<ReportDefinition | undefined> {
  const items = itemsOf(reports, catalog);
  const pick = vscode.window.createQuickPick<DefinitionItem>();
  pick.items = plainItems(items);
  pick.title = title;
  pick.placeholder = placeholder;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  // VS Code looks through what an item shows, and earlier titles are not shown.
  let found = '';
  pick.onDidChangeValue((value) => {
    const findable = items.map((item) => {
      const alwaysShow =
        value.trim() !== '' && item.definition !== undefined && matchesWords(item.definition, catalog, value);
      return { ...item, alwaysShow };
    });
    const names = findable.flatMap(({ alwaysShow, definition }) => (alwaysShow ? [definition?.name] : [])).join();
    if (names !== found) {
      found = names;
      pick.items = plainItems(findable);
    }
  });
  const picked = await pickResult(pick);
  return picked === 'back' ? undefined : picked?.definition;
}

function itemsOf(reports: readonly ReportDefinition[], catalog: Catalog): readonly DefinitionItem[] {
  const offered = new Set(reports);
  return catalog.products.flatMap((product): DefinitionItem[] => {
    const own = catalog.reports.filter((report) => report.product === product.id && offered.has(report));
    if (own.length === 0) {
      return [];
    }
    return [
      { label: product.title, kind: vscode.QuickPickItemKind.Separator },
      ...own.map((definition) => ({
        label: definition.title,
        description: [product.title, isBetaOnly(definition) ? vscode.l10n.t('beta') : undefined]
          .filter(Boolean)
          .join(' · '),
        detail: `${definition.description} — ${definition.name}`,
        iconPath: new vscode.ThemeIcon(product.icon),
        definition,
      })),
    ];
  });
}
