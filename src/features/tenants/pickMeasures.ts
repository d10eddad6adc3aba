import * as vscode from 'vscode';
import type { Catalog } from '../../core/catalog/catalog.js';
import { nameWithoutUnit } from '../../shared/measures.js';
import type { TenantMeasure } from '../../shared/pages/tenants.js';
import { showPicks } from '../common/quickInput.js';
import { measureChoices } from './measureChoices.js';

/**
 * Asks for the measures that are compared between tenants.
 * @returns their IDs, none for the usual ones; `undefined` when the person pressed Escape
 */
export async function pickMeasures(
  catalog: Catalog,
  shown: readonly TenantMeasure[],
): Promise<readonly string[] | undefined> {
  const isShown = new Set(shown.map(({ id }) => id));
  const choices = measureChoices(catalog);
  const items = catalog.products.flatMap(({ id: product, title }) => {
    const ofProduct = choices.filter(({ report }) => catalog.find(report)?.product === product);
    return ofProduct.length === 0
      ? []
      : [
          { label: title, kind: vscode.QuickPickItemKind.Separator },
          ...ofProduct.map(({ id, label, reportTitle }) => ({
            // As the page and its cells say it.
            label: nameWithoutUnit(label),
            description: reportTitle,
            picked: isShown.has(id),
            id,
          })),
        ];
  });
  const picked = await showPicks<vscode.QuickPickItem & { readonly id?: string }>(items, {
    title: vscode.l10n.t('Choose Measures'),
    placeHolder: vscode.l10n.t('Which measures of all tenants? Choose none for the usual ones'),
    matchOnDescription: true,
  });
  return picked?.flatMap(({ id }) => id ?? []);
}
