import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { ConnectionState } from '../../services/auth/connections/connectionState.js';
import type { SignIn } from '../../services/auth/signIn.js';
import { connectionKindLabel, sampleDetail, stateTexts } from '../../l10n/connectionTexts.js';
import type { ConnectionTools } from './connectionTools.js';
import { showInformation } from '../common/messages.js';
import { showPick } from '../common/quickInput.js';

/** How long a list waits for the state of a sign-in before it is shown without it. */
const MAX_WAIT_MS = 500;

export interface ConnectionItem extends vscode.QuickPickItem {
  readonly connection?: Connection;
}

/**
 * The connection that a command is about: the named one, else the only one there is, else the one that the person picks.
 * @returns `undefined` where the person picked none, or has none
 */
export async function chooseConnection(
  named: Connection | undefined,
  title: string,
  { addConnection, connections, signIn }: Pick<ConnectionTools, 'addConnection' | 'connections' | 'signIn'>,
): Promise<Connection | undefined> {
  if (named !== undefined) {
    return named;
  }
  const own = connections.all.filter(({ kind }) => kind !== 'sample');
  if (own.length === 0) {
    const add = vscode.l10n.t('Add Connection…');
    const chosen = await showInformation(vscode.l10n.t("You haven't added a connection yet."), add);
    if (chosen === add) {
      await addConnection();
    }
    return undefined;
  }
  if (own.length === 1) {
    return own[0];
  }
  const items = await connectionItems(own, connections, signIn);
  return (
    await showPick(items, {
      title,
      placeHolder: vscode.l10n.t('Which connection?'),
      matchOnDetail: true,
    })
  )?.connection;
}

/** Connections with their states, as entries of a list. The entry of a sign-in that does not answer has no state. */
export async function connectionItems(
  wanted: readonly Connection[],
  connections: Connections,
  signIn: SignIn,
): Promise<ConnectionItem[]> {
  const active = connections.active.id;
  return Promise.all(
    wanted.map(async (connection) => {
      const words = stateTexts(connection, await withTimeout(signIn.state(connection)));
      const isActive = connection.id === active;
      return {
        label: connection.name,
        description: isActive ? vscode.l10n.t('current') : undefined,
        detail:
          connection.kind === 'sample'
            ? sampleDetail(connection)
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
