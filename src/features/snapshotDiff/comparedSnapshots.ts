import * as vscode from 'vscode';
import type { ExportFacts } from '../../core/export/exportInput.js';
import type { ArchivedSnapshot } from '../../services/reports/archivedSnapshots.js';
import type { DiffHandle } from '../../services/tables/diffHandle.js';
import type { TenantFacts } from '../../shared/pages/common.js';

export interface ComparedSnapshots {
  readonly before: ArchivedSnapshot;
  readonly after: ArchivedSnapshot;
  /** The panel disposes of it, and of what replaces it. */
  readonly opened: DiffHandle;
  readonly connection: TenantFacts;
  /** Of the connection. */
  readonly fileLabel: string;
  readonly product: string;
}

/** The facts that an exported diff contains and is named by. */
export function diffFacts({ before, after, connection, fileLabel }: ComparedSnapshots): ExportFacts {
  const day = (snapshot: ArchivedSnapshot) => snapshot.refreshDate ?? snapshot.fetchedAt.slice(0, 10);
  return {
    title: vscode.l10n.t('{0}: changes from {1} to {2}', after.definition.title, day(before), day(after)),
    report: `${after.definition.name}-changes-since-${day(before)}`,
    period: after.ref.period,
    date: after.ref.date,
    refreshDate: after.refreshDate,
    fetchedAt: after.fetchedAt,
    connectionName: connection.name,
    personal: after.definition.kind === 'detail',
    fileLabel,
  };
}
