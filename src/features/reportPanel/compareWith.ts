import * as vscode from 'vscode';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportPanels } from './reportPanels.js';
import { refFromArgument } from '../common/arguments.js';

export interface CompareWithOptions {
  readonly catalog: () => Catalog;
  readonly connections: Connections;
  readonly panels: ReportPanels;
}

/** Draws another report beside the open one: the one in the argument, in the open one's period, or one that the person picks. */
export async function compareWith(
  argument: unknown,
  { catalog, connections, panels }: CompareWithOptions,
): Promise<void> {
  const panel = panels.active;
  if (panel === undefined) {
    const open = vscode.l10n.t('Open Report…');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t('Open a report first, then choose what to compare it with.'),
      open,
    );
    if (chosen === open) {
      await vscode.commands.executeCommand('usageReports.openReport');
    }
    return;
  }
  const named = refFromArgument(argument, connections.active.id);
  const other =
    named === undefined
      ? await (await import('./pickComparison.js')).pickComparison(panel.ref, catalog(), connections.all)
      : { ...panel.ref, connection: named.connection, report: named.report };
  if (other !== undefined) {
    await panel.compare(other);
  }
}
