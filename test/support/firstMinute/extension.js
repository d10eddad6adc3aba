/* global require, exports */
// Part of npm start: a new window shows the reports, the walkthrough, and the overview of the sample tenant beside it, without a click.
const vscode = require('vscode');

exports.activate = async () => {
  // A window that was reloaded shows what was open in it.
  if (vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0)) {
    return;
  }
  const run = vscode.commands.executeCommand;
  await run('usageReports.reports.focus');
  await run('vscode.setEditorLayout', { orientation: 0, groups: [{}, {}] });
  await run('workbench.action.focusSecondEditorGroup');
  await run('usageReports.openOverview');
  await run('workbench.action.focusFirstEditorGroup');
  // Last, as it ends before the walkthrough is there.
  await run('usageReports.openWalkthrough');
};
