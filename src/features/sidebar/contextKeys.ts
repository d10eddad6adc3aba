import * as vscode from 'vscode';
import type { Grouping } from './nodes.js';
import type { ReportsView } from './reportsView.js';

/** What the `when` clauses of the manifest ask about this view. */
export interface ContextKeys {
  readonly filtered: boolean;
  readonly grouping: Grouping;
  /** The reports as a tree, or which welcome view stands in their place. */
  readonly reportsView: ReportsView;
}

export function setContextKeys(keys: ContextKeys): void {
  for (const [name, value] of Object.entries(keys)) {
    void vscode.commands.executeCommand('setContext', `usageReports.${name}`, value);
  }
}
