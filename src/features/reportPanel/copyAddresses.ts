import * as vscode from 'vscode';
import { userColumns } from '../../core/catalog/userColumns.js';
import { plural } from '../../l10n/plurals.js';
import { factsOf, type Report } from '../../services/reports/report.js';
import { findAddresses } from '../../services/tables/findAddresses.js';
import type { TableView } from '../../shared/report.js';
import { namedFilter } from '../../shared/views/applyView.js';
import { copyRows } from '../common/copyRows.js';
import { showInformation } from '../common/messages.js';
import { withDelayedProgress } from '../common/progress.js';

/**
 * Copies the principal names of the users in the rows of a view, one a line, each once, without those of
 * deleted users, whom no mail reaches. Says so where the rows have none that can be read.
 * @throws UsageReportsError of the table; an `AbortError` when canceled
 */
export async function copyAddresses(
  { report, view }: { readonly report: Report; readonly view: TableView },
  exportInstead: () => Promise<void>,
): Promise<void> {
  const { table, definition } = report;
  const column = table.columns.find(({ name }) => name === userColumns(definition)?.principalName);
  if (column === undefined || column.concealed === true) {
    void showInformation(
      column === undefined
        ? vscode.l10n.t('These rows have no addresses of users.')
        : vscode.l10n.t('The names of users are concealed, so there are no addresses to copy.'),
    );
    return;
  }
  const shown = {
    ...(view.filter === undefined ? {} : { filter: view.filter }),
    filters: (view.filters ?? []).map((filter) => namedFilter(filter, (index) => table.columns[index]?.name ?? '')),
  };
  const { addresses, deleted } = await withDelayedProgress(vscode.l10n.t('Copying…'), (signal) =>
    findAddresses(table, definition, { ...shown, column: column.name }, signal),
  );
  try {
    if (addresses.rowCount === 0) {
      void showInformation(
        deleted === 0
          ? vscode.l10n.t('These rows have no addresses of users.')
          : vscode.l10n.t('The users in these rows are deleted, so there are no addresses to copy.'),
      );
      return;
    }
    const copied = (count: number) =>
      deleted === 0 ? addressesCopied(count) : vscode.l10n.t('{0}, {1}', addressesCopied(count), leftOut(deleted));
    const request = { view: {}, columns: [0], withoutNames: true as const, copied };
    await copyRows({ table: addresses, facts: factsOf(report) }, request, exportInstead);
  } finally {
    addresses.dispose();
  }
}

function addressesCopied(count: number): string {
  return plural(count, { one: vscode.l10n.t('{0} address copied'), other: vscode.l10n.t('{0} addresses copied') });
}

function leftOut(deleted: number): string {
  return plural(deleted, {
    one: vscode.l10n.t('{0} deleted user left out'),
    other: vscode.l10n.t('{0} deleted users left out'),
  });
}
