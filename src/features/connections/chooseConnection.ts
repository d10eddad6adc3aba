import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { ConnectionState } from '../../services/auth/connections/connectionState.js';
import type { SignIn } from '../../services/auth/signIn.js';
import { connectionKindLabel, stateTexts } from '../../l10n/connectionTexts.js';

/** How long a list waits for a sign-in to say how it stands before it is shown without. */
const MAX_WAIT_MS = 500;

export interface ConnectionItem extends vscode.QuickPickItem {
  readonly connection?: Connection;
}

/**
 * The connection that a command is about: the one in its argument, else the only one there is, else the one that the person picks.
 * @returns `undefined` where the person picked none, or there is none of their own
 */
export async function chooseConnection(
  argument: unknown,
  title: string,
  { connections, signIn }: { readonly connections: Connections; readonly signIn: SignIn },
): Promise<Connection | undefined> {
  const named = connectionFromArgument(argument, connections);
  if (named !== undefined) {
    return named;
  }
  const own = connections.all.filter(({ kind }) => kind !== 'sample');
  if (own.length === 0) {
    const add = vscode.l10n.t('Add Connection…');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t("You haven't added a connection yet."),
      add,
    );
    if (chosen === add) {
      await vscode.commands.executeCommand('usageReports.addConnection');
    }
    return undefined;
  }
  if (own.length === 1) {
    return own[0];
  }
  const items = await connectionItems(own, connections, signIn);
  return (
    await vscode.window.showQuickPick(items, {
      title,
      placeHolder: vscode.l10n.t('Which connection?'),
      matchOnDetail: true,
    })
  )?.connection;
}

/**
 * What the commands take beside a tree item: `{ connection: id }`, or `{ active: true }` from a welcome, which cannot know the id.
 * @throws UsageReportsError `invalidRequest` for an id that is not configured
 */
export function connectionFromArgument(argument: unknown, connections: Connections): Connection | undefined {
  if (typeof argument !== 'object' || argument === null) {
    return undefined;
  }
  const { connection, active } = argument as Record<string, unknown>;
  return typeof connection === 'string'
    ? connections.get(connection)
    : active === true
      ? connections.active
      : undefined;
}

/** Connections with their states, as entries of a list. A sign-in that does not answer costs its state and nothing else. */
export async function connectionItems(
  wanted: readonly Connection[],
  connections: Connections,
  signIn: SignIn,
): Promise<ConnectionItem[]> {
  const active = connections.active.id;
  return Promise.all(
    wanted.map(async (connection) => {
      const words = stateTexts(connection.kind, await withTimeout(signIn.state(connection)));
      const isActive = connection.id === active;
      return {
        label: connection.name,
        description: isActive ? vscode.l10n.t('current') : undefined,
        detail:
          connection.kind === 'sample'
            ? vscode.l10n.t('Sample data, no account needed')
            : `${connectionKindLabel(connection.kind)} · ${words.text}`,
        iconPath: new vscode.ThemeIcon(isActive ? 'check' : words.icon),
        connection,
      };
    }),
  );
}

async function withTimeout(state: Promise<ConnectionState>): Promise<ConnectionState | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), MAX_WAIT_MS)));
  try {
    return await Promise.race([state, late]);
  } finally {
    clearTimeout(timer);
  }
}
