import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';

const WALKTHROUGH = 'usage-reports.m365-usage-reports#gettingStarted';

/** Commands that lead a newcomer to an own app registration and an administrator's consent. */
export function registrationCommands(
  connections: Connections,
): Record<string, (argument: unknown) => Promise<unknown>> {
  return {
    openWalkthrough: () => openWalkthrough(),
    registerApp: () => openWalkthrough('register'),
    copyAppRegistrationScript: async (argument) =>
      (await dialogs()).copyAppRegistrationScript(connectionOf(argument, connections)),
    copyConsentLink: async (argument) =>
      (await dialogs()).copyConsentLink(connectionOf(argument, connections), connections),
  };
}

/** Much text that is seldom needed: loaded when it is. */
const dialogs = () => import('./registrationDialogs.js');

/** Without a step, VS Code shows the first one that is not done. */
async function openWalkthrough(step?: string): Promise<void> {
  const target = step === undefined ? WALKTHROUGH : { category: WALKTHROUGH, step };
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', target, false);
}

/** The connection that a program names as `{connection: id}`. */
function connectionOf(argument: unknown, connections: Connections): Connection | undefined {
  if (
    typeof argument !== 'object' ||
    argument === null ||
    !('connection' in argument) ||
    typeof argument.connection !== 'string'
  ) {
    return undefined;
  }
  return connections.get(argument.connection);
}
