import * as vscode from 'vscode';
import { type Catalog, fullTitle } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { showPick } from '../common/quickInput.js';

/** Asks which of several reports a file holds. @returns its name; `undefined` when the person pressed Escape */
export async function chooseReport(
  candidates: readonly ReportDefinition[],
  catalog: Catalog,
): Promise<string | undefined> {
  const items = candidates.map((definition) => ({
    label: fullTitle(definition, catalog),
    detail: definition.description,
    definition,
  }));
  const picked = await showPick(items, {
    title: vscode.l10n.t('Choose Report'),
    placeHolder: vscode.l10n.t('Which report does this file hold?'),
    matchOnDetail: true,
  });
  return picked?.definition.name;
}
