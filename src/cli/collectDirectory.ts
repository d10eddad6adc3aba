import * as l10n from '@vscode/l10n';
import { isCancelled, UsageReportsError } from '../base/errors.js';
import type { DirectoryDataset } from '../core/directory/names.js';
import { datasetLabel } from '../l10n/directoryTexts.js';
import { plural } from '../l10n/plurals.js';
import type { Connection } from '../services/auth/connections/connection.js';
import { fetchDirectory, type FetchDirectoryOptions } from '../services/directory/fetchDirectory.js';
import { helpFor } from './collectLines.js';
import { errorFacts } from './errorFacts.js';
import type { Reporter } from './reporter.js';

/** Says what of the directory a run would read. How many requests that takes depends on how many users there are. */
export function planDirectory(datasets: readonly DirectoryDataset[], reporter: Reporter): void {
  for (const dataset of datasets) {
    reporter.report({ event: 'directory', dataset, outcome: 'planned' }, l10n.t('{0}: to be read', labelOf(dataset)));
  }
}

/**
 * Reads data of the directory into the archive, one after the other. Where one fails, the others are read all the same.
 * @returns number of those that failed
 * @throws the signal's `AbortError`
 */
export async function collectDirectory(
  connection: Connection,
  datasets: readonly DirectoryDataset[],
  options: FetchDirectoryOptions,
  { signal, reporter }: { readonly signal: AbortSignal; readonly reporter: Reporter },
): Promise<number> {
  let failed = 0;
  for (const dataset of datasets) {
    const label = labelOf(dataset);
    try {
      const rows = await fetchDirectory(connection, dataset, options, { signal, interactive: false });
      reporter.report(
        { event: 'directory', dataset, outcome: 'fetched', rows },
        plural(rows, { one: l10n.t('{1}: fetched, {0} row'), other: l10n.t('{1}: fetched, {0} rows') }, label),
      );
    } catch (error) {
      if (isCancelled(error) || !(error instanceof UsageReportsError)) {
        throw error;
      }
      failed++;
      reporter.report(
        { event: 'directory', dataset, outcome: 'failed', ...errorFacts(error) },
        l10n.t('{0}: failed: {1}', label, helpFor(error)),
      );
    }
  }
  return failed;
}

function labelOf(dataset: DirectoryDataset): string {
  return l10n.t('Directory, {0}', datasetLabel(dataset));
}
