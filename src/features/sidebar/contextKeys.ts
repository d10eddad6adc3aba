import * as vscode from 'vscode';
import type { Grouping } from './nodes.js';
import type { ReportsView } from './reportsView.js';

/** Everything that the manifest's `when` clauses ask about. */
export interface ContextKeys {
  readonly filtered: boolean;
  readonly grouping: Grouping;
  /** The reports as a tree, or which welcome stands in their place. */
  readonly reportsView: ReportsView;
}

export function setContextKeys(keys: ContextKeys): void {
  for (const [name, value] of Object.entries(keys)) {
    void vscode.commands.executeCommand('setContext', `usageReports.${name}`, value);
  }
}
