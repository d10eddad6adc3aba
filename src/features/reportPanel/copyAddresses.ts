import * as vscode from 'vscode';
import { userColumns } from '../../core/users/userColumns.js';
import { plural } from '../../l10n/plurals.js';
import { factsOf, type Report } from '../../services/reports/report.js';
import { type Query, QUERY_VERSION } from '../../shared/query/query.js';
import type { TableView } from '../../shared/report.js';
import { namedFilter } from '../../shared/views/applyView.js';
import { copyRows } from '../common/copyRows.js';
import { showInformation } from '../common/messages.js';
import { withDelayedProgress } from '../common/progress.js';

/**
 * Copies the principal names of the users in the rows of a view, one a line, each once. Says so where the rows have none that can be read.
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
  const query: Query = {
    version: QUERY_VERSION,
    ...(view.filter === undefined ? {} : { filter: view.filter }),
    filters: [
      ...(view.filters ?? []).map((filter) => namedFilter(filter, (index) => table.columns[index]?.name ?? '')),
      { column: column.name, kind: 'notBlank' as const },
    ],
    groupBy: [{ column: column.name }],
  };
  const addresses = await withDelayedProgress(vscode.l10n.t('Copying…'), (signal) =>
    table.query(query, { definition }, signal),
  );
  try {
    if (addresses.rowCount === 0) {
      void showInformation(vscode.l10n.t('These rows have no addresses of users.'));
      return;
    }
    const request = { view: {}, columns: [0], withoutNames: true as const, copied: addressesCopied };
    await copyRows({ table: addresses, facts: factsOf(report) }, request, exportInstead);
  } finally {
    addresses.dispose();
  }
}

function addressesCopied(count: number): string {
  return plural(count, { one: vscode.l10n.t('{0} address copied'), other: vscode.l10n.t('{0} addresses copied') });
}
