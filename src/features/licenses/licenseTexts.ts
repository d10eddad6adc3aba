import * as vscode from 'vscode';

/** @param product all products if absent */
export function unusedTitle(product: string | undefined): string {
  return product === undefined ? vscode.l10n.t('Unused licenses') : vscode.l10n.t('Unused licenses: {0}', product);
}
