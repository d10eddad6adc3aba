import * as vscode from 'vscode';
import { STORAGE_REPORT_NAMES } from '../../core/storage/storageReports.js';
import { numberLabel } from '../../l10n/numberTexts.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Progress } from '../common/progress.js';
import type { HandoutFeatureOptions } from './handoutFeatureOptions.js';

/**
 * Makes the daily reports of a sample tenant, and those that users, licenses, and storage are joined from, where its archive lacks them.
 * @throws the signal's `AbortError`
 */
export async function fillSampleTenant(
  { id: connection }: Connection,
  { catalog, service }: Pick<HandoutFeatureOptions, 'catalog' | 'service'>,
  signal: AbortSignal,
  progress: Progress,
): Promise<void> {
  const [{ fillSample }, { longestPeriods, USER_REPORTS }] = await Promise.all([
    import('../../services/collect/fillSample.js'),
    import('../../services/collect/collectSet.js'),
  ]);
  const joined = longestPeriods([...new Set([...USER_REPORTS, ...STORAGE_REPORT_NAMES])], catalog());
  for (const set of [{ kind: 'daily' } as const, joined]) {
    await fillSample({
      ...{ connection, catalog: catalog(), service, set, signal },
      onProgress: ({ done, total }) =>
        progress.report({ message: vscode.l10n.t('{0} of {1}', numberLabel(done), numberLabel(total)) }),
    });
  }
  signal.throwIfAborted();
}
