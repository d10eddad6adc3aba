import * as vscode from 'vscode';

const WALKTHROUGH = 'usage-reports.m365-usage-reports#gettingStarted';

/** @param step ID of a step; without one, VS Code shows the first one that is not done */
export async function openWalkthrough(step?: 'register'): Promise<void> {
  const target = step === undefined ? WALKTHROUGH : { category: WALKTHROUGH, step };
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', target, false);
}
