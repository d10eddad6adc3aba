import * as vscode from 'vscode';
import type { Catalog } from '../../core/catalog/catalog.js';
import { STORAGE_REPORT_NAMES } from '../../core/storage/storageReports.js';
import { numberLabel } from '../../l10n/numberTexts.js';
import { plural } from '../../l10n/plurals.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import { addSamplePast } from '../../services/collect/addSamplePast.js';
import { longestPeriods, USER_REPORTS } from '../../services/collect/collectSet.js';
import type { ReportService } from '../../services/reports/reportService.js';
import { detailRetention, requestFormat } from '../../settings.js';
import type { ErrorDisplay } from '../common/errorDisplay.js';
import { showInformation } from '../common/messages.js';
import { withProgress } from '../common/progress.js';

export interface AddPastMonthsOptions {
  readonly catalog: () => Catalog;
  readonly connections: Connections;
  readonly errors: Pick<ErrorDisplay, 'attempt'>;
  readonly service: Pick<ReportService, 'tellArchiveChange'>;
  /** As `service`, by another clock. */
  readonly serviceAt: (now: () => Date) => ReportService;
  readonly now: () => Date;
  readonly openLicenses: (connection: string) => Promise<void>;
  readonly openStorage: (connection: string) => Promise<void>;
}

/**
 * Gives a sample tenant the archive of somebody who has collected for months: daily reports, and those that users, licenses, and storage are joined
 * from.
 * @throws UsageReportsError `storage`; an `AbortError` when canceled: what was added until then stays
 */
export async function addPastMonths(connection: Connection, options: AddPastMonthsOptions): Promise<void> {
  const { service, serviceAt, now } = options;
  const catalog = options.catalog();
  const joined = longestPeriods([...new Set([...USER_REPORTS, ...STORAGE_REPORT_NAMES])], catalog);
  const title = vscode.l10n.t('Adding past months to {0}', connection.name);
  const added = await withProgress(title, async (signal, progress) => {
    try {
      return await addSamplePast({
        ...{ connection, catalog, serviceAt, signal, format: requestFormat(), kept: detailRetention(), now: now() },
        sets: [{ kind: 'daily' }, joined],
        onProgress: ({ done, total }) =>
          progress.report({ message: vscode.l10n.t('{0} of {1}', numberLabel(done), numberLabel(total)) }),
      });
    } finally {
      service.tellArchiveChange();
    }
  });
  // Nobody waits for the answer.
  void tell(connection, added, options);
}

async function tell(
  { id, name }: Connection,
  added: number,
  { errors, openLicenses, openStorage }: AddPastMonthsOptions,
): Promise<void> {
  const licenses = vscode.l10n.t('Show Licenses');
  const storage = vscode.l10n.t('Show Storage');
  const text =
    added === 0
      ? vscode.l10n.t('{0} has its past months already. Nothing was added.', name)
      : plural(
          added,
          {
            one: vscode.l10n.t('{1} has past months now: {0} snapshot of sample data was added.'),
            other: vscode.l10n.t('{1} has past months now: {0} snapshots of sample data were added.'),
          },
          name,
        );
  const chosen = await showInformation(text, licenses, storage);
  if (chosen !== undefined) {
    await errors.attempt(() => (chosen === licenses ? openLicenses(id) : openStorage(id)));
  }
}
