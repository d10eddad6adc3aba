import * as l10n from '@vscode/l10n';
import type { DirectoryDataset } from '../core/directory/names.js';

export function datasetLabel(dataset: DirectoryDataset): string {
  switch (dataset) {
    case 'directoryUsers':
      return l10n.t('Users');
    case 'subscribedSkus':
      return l10n.t('Subscriptions');
    case 'directorySignIns':
      return l10n.t('Last Sign-Ins');
  }
}

/** What is read. */
export function datasetDetail(dataset: DirectoryDataset): string {
  switch (dataset) {
    case 'directoryUsers':
      return l10n.t('Names, department, country, office, company, employee type, status, licenses');
    case 'subscribedSkus':
      return l10n.t('Bought, suspended, and assigned licenses of each product');
    case 'directorySignIns':
      return l10n.t('The last sign-in of each user. Requires Microsoft Entra ID P1 or P2.');
  }
}
