import * as vscode from 'vscode';
import type { DelegatedHost } from '../../services/auth/delegated/delegatedSessions.js';
import { authorityFromSettings } from '../../services/auth/delegated/sovereignCloud.js';

const SECTION = 'microsoft-sovereign-cloud';

/** What the delegated sign-in needs of VS Code. */
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
 * The authority of the user's own settings. VS Code's provider also reads the workspace's settings: where these name another authority,
 * it would sign in at a place that the user has not agreed to, so it must not be used.
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
