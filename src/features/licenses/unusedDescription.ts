import * as vscode from 'vscode';
import type { AskLicenses } from '../../core/licenses/askLicenses.js';
import { countByState } from '../../core/licenses/countByState.js';
import { LICENSE_STATES } from '../../core/licenses/licenseColumns.js';
import { numberLabel } from '../../l10n/numberTexts.js';

/**
 * What stands above a list of unused licenses. It has more rows than the table of products says are unused where some are of deleted users.
 *
 * @param ask of the licenses in the list
 */
export async function unusedDescription(ask: AskLicenses): Promise<string> {
  const counts = await countByState(ask);
  const deleted = counts.get(LICENSE_STATES.deleted) ?? 0;
  return deleted === 0
    ? vscode.l10n.t('Licenses that nobody uses.')
    : vscode.l10n.t(
        'Licenses that nobody uses: {0}. Licenses of deleted users: {1}.',
        numberLabel(counts.get(LICENSE_STATES.unused) ?? 0),
        numberLabel(deleted),
      );
}
