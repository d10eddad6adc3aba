import * as vscode from 'vscode';
import type { CloudId } from '../auth/clouds.js';

/** What people call a cloud. Where they say two names for one (GCC lives in the global cloud), both are there. */
export function cloudLabel(id: CloudId): string {
  switch (id) {
    case 'global':
      return vscode.l10n.t('Worldwide, GCC');
    case 'usgov':
      return vscode.l10n.t('US Government (GCC High)');
    case 'usgovdod':
      return vscode.l10n.t('US Government (DoD)');
    case 'china':
      return vscode.l10n.t('China (21Vianet)');
    case 'custom':
      return vscode.l10n.t('Custom endpoint');
  }
}
