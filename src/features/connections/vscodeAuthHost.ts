import * as vscode from 'vscode';
import type { DelegatedHost } from '../../services/auth/delegated/delegatedSessions.js';
import { authorityFromSettings } from '../../services/auth/delegated/sovereignCloud.js';

const SECTION = 'microsoft-sovereign-cloud';

/** This VS Code, as the delegated sign-in sees it. */
export function vscodeHost(): DelegatedHost {
  return {
    authentication: vscode.authentication,
    sovereignAuthority,
    onDidChangeSovereignAuthority: (listener) =>
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(SECTION)) {
          listener();
        }
      }),
  };
}

/**
 * What the user's own settings say. VS Code's provider also listens to the workspace's: where these say something else, it signs in
 * somewhere else than the user has agreed to, and is not to be used at all.
 */
function sovereignAuthority(): string | undefined {
  const settings = vscode.workspace.getConfiguration(SECTION);
  const users = authorityFromSettings({
    environment: settings.inspect('environment')?.globalValue,
    customEnvironment: settings.inspect('customEnvironment')?.globalValue,
  });
  const used = authorityFromSettings({
    environment: settings.get('environment'),
    customEnvironment: settings.get('customEnvironment'),
  });
  return users === used ? users : undefined;
}
