import * as vscode from 'vscode';
import type { ReportArgument } from '../../commandIds.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import { refOf } from '../common/arguments.js';
import { showInformation } from '../common/messages.js';
import type { ReportPicker } from '../common/reportPicker.js';
import type { ReportPanel } from './reportPanel.js';

export interface CompareWithOptions {
  readonly catalog: () => Catalog;
  readonly connections: Connections;
  readonly addConnection: () => Promise<unknown>;
  readonly picker: () => Promise<ReportPicker>;
}

/** Draws another report beside a panel's own, or its days before: the one in the argument, in the panel's period, or what the person picks. */
export async function compareWith(
  panel: Pick<ReportPanel, 'ref' | 'compare' | 'compareEarlier'>,
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
  if (typeof other === 'string') {
    panel.compareEarlier(other);
  } else if (other !== undefined) {
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
