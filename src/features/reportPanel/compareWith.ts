import * as vscode from 'vscode';
import type { ReportArgument } from '../../commandIds.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportRef } from '../../shared/report.js';
import { refOf } from '../common/arguments.js';
import { showInformation } from '../common/messages.js';
import type { ReportPicker } from '../common/reportPicker.js';

export interface CompareWithOptions {
  readonly catalog: () => Catalog;
  readonly connections: Connections;
  readonly addConnection: () => Promise<unknown>;
  readonly picker: () => Promise<ReportPicker>;
}

/** Draws another report beside a panel's own: the one in the argument, in the panel's period, or one that the person picks. */
export async function compareWith(
  panel: { readonly ref: ReportRef; compare(ref: ReportRef): Promise<void> },
  argument: ReportArgument | undefined,
  { catalog, connections, addConnection, picker }: CompareWithOptions,
): Promise<void> {
  const named = argument === undefined ? undefined : refOf(argument, connections.active.id);
  const other =
    named === undefined
      ? await (
          await import('./pickComparison.js')
        ).pickComparison(panel.ref, catalog(), connections.all, addConnection, picker)
      : { ...panel.ref, connection: named.connection, report: named.report };
  if (other !== undefined) {
    await panel.compare(other);
  }
}

/** Says that a report has to be open, and offers to open one. */
export async function offerToOpen(openReport: () => Promise<unknown>): Promise<void> {
  const open = vscode.l10n.t('Open Report…');
  const chosen = await showInformation(
    vscode.l10n.t('Open a report first, then choose what to compare it with.'),
    open,
  );
  if (chosen === open) {
    await openReport();
  }
}
