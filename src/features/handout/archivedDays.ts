import * as vscode from 'vscode';
import { UsageReportsError } from '../../base/errors.js';
import type { HandoutTemplate } from '../../core/handout/template.js';
import { dailyReportsOf } from '../../core/handout/templateFile.js';
import { licensePricesOf } from '../../core/licenses/prices.js';
import { STORAGE_REPORT_NAMES } from '../../core/storage/storageReports.js';
import { numberLabel } from '../../l10n/numberTexts.js';
import { ArchiveQueries } from '../../services/archiveQueries/archiveQueries.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import { licenseCurrency, licensePrices } from '../../settings.js';
import type { DayRange } from '../../shared/history.js';
import { type Progress, withProgress } from '../common/progress.js';
import type { HandoutFeatureOptions } from './handoutFeatureOptions.js';

/** Daily reports that are looked at: those of a tenant are fetched together, so that a few know the days of all. */
const MAX_REPORTS = 4;

/**
 * From the first day to the last of what is archived of daily reports: of those that a template is made of, if it is of any. What the archive
 * of a sample tenant lacks is made before.
 *
 * @throws UsageReportsError `storage` with the code `nothingArchived` if no daily report is archived; the signal's `AbortError`
 */
export function archivedDays(
  template: HandoutTemplate,
  connection: Connection,
  options: HandoutFeatureOptions,
): Promise<DayRange> {
  return withProgress(vscode.l10n.t('Reading archived reports'), async (signal, progress) => {
    if (connection.kind === 'sample') {
      await fillSampleTenant(connection, options, signal, progress);
      signal.throwIfAborted();
    }
    const queries = await queriesOf(connection, options, signal);
    try {
      const archived = await queries.dailyReports();
      const wanted = dailyReportsOf(template).filter((report) => archived.includes(report));
      const days: DayRange[] = [];
      for (const report of (wanted.length === 0 ? archived : wanted).slice(0, MAX_REPORTS)) {
        const history = await queries.history(report);
        const archivedOf = history?.facts.days ?? undefined;
        days.push(...(archivedOf === undefined ? [] : [archivedOf]));
      }
      return unionOf(days);
    } finally {
      queries.dispose();
    }
  });
}

/** Makes the daily reports, and those that users, licenses, and storage are joined from. */
async function fillSampleTenant(
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
}

/** Answers the questions of a template. The caller disposes of it. */
export async function queriesOf(
  connection: Connection,
  { service, directory }: Pick<HandoutFeatureOptions, 'service' | 'directory'>,
  signal: AbortSignal,
): Promise<ArchiveQueries> {
  return new ArchiveQueries({
    ...{ service, connection, signal, directory: await directory() },
    prices: licensePricesOf(licensePrices(), licenseCurrency()),
  });
}

function unionOf(days: readonly DayRange[]): DayRange {
  const [from] = days.map((range) => range.from).sort();
  const to = days
    .map((range) => range.to)
    .sort()
    .at(-1);
  if (from === undefined || to === undefined) {
    throw new UsageReportsError('storage', 'No daily report is archived yet.', { code: 'nothingArchived' });
  }
  return { from, to };
}
