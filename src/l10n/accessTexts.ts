import * as l10n from '@vscode/l10n';
import type { Access } from '../core/catalog/definition.js';

/** Why a report that only this kind of access reads isn't there for the other kind. */
export function accessText(only: Access): string {
  return only === 'delegated'
    ? l10n.t('Microsoft Graph gives this report only to signed-in users, not to an app without a user.')
    : l10n.t('Microsoft Graph gives this report only to an app without a user, not to signed-in users.');
}

/** The same in two words, beside the report's title. */
export function accessBadge(only: Access): string {
  return only === 'delegated' ? l10n.t('not for apps') : l10n.t('only for apps');
}
