import * as vscode from 'vscode';
import { isCancelled, isDeclined, UsageReportsError } from '../../base/errors.js';
import type { DirectoryDataset } from '../../core/directory/names.js';
import { datasetLabel } from '../../l10n/directoryTexts.js';
import { durationLabel } from '../../l10n/durationTexts.js';
import { plural } from '../../l10n/plurals.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Directory } from '../../services/directory/directory.js';
import { showInformation } from '../common/messages.js';
import { withProgress } from '../common/progress.js';
import type { DirectoryFeatureOptions } from './directoryOptions.js';

/** How reading ended. */
interface Ending {
  /** Datasets whose sign-in the person closed. */
  readonly declined: readonly DirectoryDataset[];
}

interface Failure {
  readonly dataset: DirectoryDataset;
  readonly error: unknown;
}

/**
 * Reads data of a tenant's directory, one after the other. Where one is denied, the others are read all the same, and each error is shown with
 * what helps. Nothing is shown of what the person canceled.
 */
export async function readDirectoryData(
  connection: Connection,
  datasets: readonly DirectoryDataset[],
  options: DirectoryFeatureOptions,
): Promise<Ending> {
  const directory = await options.directory();
  const title = vscode.l10n.t('Reading directory data of {0}', connection.name);
  const { read, failures } = await withProgress(title, (signal, progress) =>
    readAll(connection, datasets, directory, signal, (message) => progress.report({ message })),
  );
  if (read.length > 0) {
    void showInformation(readText(connection, read));
  }
  for (const { dataset, error } of failures) {
    const again = () => readDirectoryData(connection, [dataset], options).then(() => undefined);
    void options.errors.show(error, { connection: connection.id }, again);
  }
  return { declined: failures.flatMap(({ dataset, error }) => (isDeclined(error) ? [dataset] : [])) };
}

interface Read {
  readonly dataset: DirectoryDataset;
  readonly rows: number;
}

async function readAll(
  connection: Connection,
  datasets: readonly DirectoryDataset[],
  directory: Directory,
  signal: AbortSignal,
  say: (message: string) => void,
): Promise<{ readonly read: readonly Read[]; readonly failures: readonly Failure[] }> {
  const read: Read[] = [];
  const failures: Failure[] = [];
  for (const dataset of datasets) {
    const label = datasetLabel(dataset);
    say(label);
    try {
      const rows = await directory.fetch(connection, dataset, {
        ...{ signal, interactive: true },
        onRows: (count) => say(rowsText(dataset, count)),
        onWait: (seconds) => say(vscode.l10n.t('{0}: waiting {1}…', label, durationLabel(seconds))),
      });
      read.push({ dataset, rows });
    } catch (error) {
      if (isCancelled(error)) {
        break;
      }
      failures.push({ dataset, error });
      if (!isAboutDataset(error)) {
        break;
      }
    }
  }
  return { read, failures };
}

/** Whether the others may be read nevertheless. */
function isAboutDataset(error: unknown): boolean {
  return (
    error instanceof UsageReportsError &&
    !isDeclined(error) &&
    ['forbidden', 'notFound', 'badRequest', 'brokenAnswer', 'tooLarge', 'truncated'].includes(error.reason)
  );
}

function readText({ name }: Connection, read: readonly Read[]): string {
  const what = read.map(({ dataset, rows }) => rowsText(dataset, rows)).join(', ');
  return vscode.l10n.t('{0}: {1}', name, what);
}

function rowsText(dataset: DirectoryDataset, rows: number): string {
  switch (dataset) {
    case 'directoryUsers':
      return plural(rows, { one: vscode.l10n.t('{0} user'), other: vscode.l10n.t('{0} users') });
    case 'subscribedSkus':
      return plural(rows, { one: vscode.l10n.t('{0} subscription'), other: vscode.l10n.t('{0} subscriptions') });
    case 'directorySignIns':
      return plural(rows, { one: vscode.l10n.t('{0} last sign-in'), other: vscode.l10n.t('{0} last sign-ins') });
  }
}
