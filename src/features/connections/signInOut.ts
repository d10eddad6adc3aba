import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { SignIn } from '../../services/auth/signIn.js';
import type { SignInOptions } from '../../services/auth/signInMethod.js';
import { withDelayedProgress } from '../common/progress.js';
import { chooseConnection } from './chooseConnection.js';
import type { ConnectionTools } from './connectionTools.js';
import { showInformation } from '../common/messages.js';

/** Asks for what is missing. Can be canceled if nobody answers. */
export async function signInTo(
  connection: Connection,
  signIn: SignIn,
  options?: Omit<SignInOptions, 'signal'>,
): Promise<void> {
  await withDelayedProgress(vscode.l10n.t('Signing in to {0}', connection.name), (signal) =>
    signIn.signIn(connection, { ...options, signal }),
  );
}

/** Signs in to the named connection, or to the one that is shown, or to one that is picked, which is shown then. */
export async function signInCommand(named: Connection | undefined, tools: ConnectionTools): Promise<void> {
  const { connections, signIn } = tools;
  const connection = await meantConnection(named, vscode.l10n.t('Sign In'), tools);
  if (connection === undefined) {
    return;
  }
  await tools.forConnection(connection, async () => {
    await signInTo(connection, signIn);
    if (named === undefined) {
      await connections.activate(connection);
    }
    const state = await signIn.state(connection);
    void showInformation(
      state.kind === 'signedIn'
        ? vscode.l10n.t('Signed in to {0} as {1}.', connection.name, state.account)
        : vscode.l10n.t('Signed in to {0}.', connection.name),
    );
  });
}

/** Signs out of the named connection, or of the one that is shown, or of one that is picked. */
export async function signOutCommand(named: Connection | undefined, tools: ConnectionTools): Promise<void> {
  const connection = await meantConnection(named, vscode.l10n.t('Sign Out'), tools);
  if (connection === undefined || connection.kind === 'sample') {
    return;
  }
  await tools.signIn.signOut(connection);
  void showInformation(
    connection.kind === 'delegated'
      ? vscode.l10n.t(
          "Usage Reports signed out of {0}. The account stays available to other extensions until you remove it in VS Code's Accounts menu.",
          connection.name,
        )
      : vscode.l10n.t('Usage Reports signed out of {0}.', connection.name),
  );
}

function meantConnection(
  named: Connection | undefined,
  title: string,
  tools: ConnectionTools,
): Promise<Connection | undefined> {
  const { active } = tools.connections;
  return chooseConnection(named ?? (active.kind === 'sample' ? undefined : active), title, tools);
}
