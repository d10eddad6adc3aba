import * as l10n from '@vscode/l10n';
import type { CloudId } from '../services/auth/connections/clouds.js';

/** What administrators call a cloud. GCC is part of the worldwide one. */
export function cloudLabel(id: CloudId): string {
  switch (id) {
    case 'global':
      return l10n.t('Worldwide');
    case 'usgov':
      return l10n.t('US Government (GCC High)');
    case 'usgovdod':
      return l10n.t('US Government (DoD)');
    case 'china':
      return l10n.t('China (21Vianet)');
    case 'custom':
      return l10n.t('Custom endpoints');
  }
}
