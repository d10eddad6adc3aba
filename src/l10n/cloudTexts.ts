import * as vscode from 'vscode';
import type { CloudId } from '../services/auth/connections/clouds.js';

/** What administrators call a cloud. GCC is part of the worldwide one. */
export function cloudLabel(id: CloudId): string {
  switch (id) {
    case 'global':
      return vscode.l10n.t('Worldwide');
    case 'usgov':
      return vscode.l10n.t('US Government (GCC High)');
    case 'usgovdod':
      return vscode.l10n.t('US Government (DoD)');
    case 'china':
      return vscode.l10n.t('China (21Vianet)');
    case 'custom':
      return vscode.l10n.t('Custom endpoints');
  }
}
