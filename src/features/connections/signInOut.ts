import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { SignIn, SignInOptions } from '../../services/auth/signIn.js';
import { chooseConnection, connectionFromArgument } from './chooseConnection.js';
import type { ConnectionCommandOptions } from './connectionCommands.js';
import { withDelayedProgress } from './delayedProgress.js';

/** Asks for what is missing, and can be cancelled where nobody answers. */
export async function signInTo(
  connection: Connection,
  signIn: SignIn,
  options?: Omit<SignInOptions, 'signal'>,
): Promise<void> {
  await withDelayedProgress(vscode.l10n.t('Signing in to {0}', connection.name), (signal) =>
    signIn.signIn(connection, { ...options, signal }),
  );
}

/** Signs in to the connection of a tree item, or to the one that is shown, or to one that is picked, which is shown then. */
export async function signInCommand(argument: unknown, options: ConnectionCommandOptions): Promise<void> {
  const { connections, signIn } = options;
  const named = connectionFromArgument(argument, connections);
  const shown = connections.active.kind === 'sample' ? undefined : connections.active;
  const connection = named ?? shown ?? (await chooseConnection(undefined, vscode.l10n.t('Sign In'), options));
  if (connection === undefined) {
    return;
  }
  await options.forConnection(connection, async () => {
    await signInTo(connection, signIn);
    if (named === undefined) {
      await connections.activate(connection);
    }
    const state = await signIn.state(connection);
    void vscode.window.showInformationMessage(
      state.kind === 'signedIn'
        ? vscode.l10n.t('Signed in to {0} as {1}.', connection.name, state.account)
        : vscode.l10n.t('Signed in to {0}.', connection.name),
    );
  });
}

export async function signOutCommand(argument: unknown, options: ConnectionCommandOptions): Promise<void> {
  const connection = await chooseConnection(argument, vscode.l10n.t('Sign Out'), options);
  if (connection === undefined || connection.kind === 'sample') {
    return;
  }
  await options.signIn.signOut(connection);
  void vscode.window.showInformationMessage(
    connection.kind === 'delegated'
      ? vscode.l10n.t(
          "Usage Reports signed out of {0}. The account stays available to other extensions until you remove it in VS Code's Accounts menu.",
          connection.name,
        )
      : vscode.l10n.t('Usage Reports signed out of {0}.', connection.name),
  );
}
