import type { ConnectionKind } from '../../services/auth/connections/connection.js';
import type { ConnectionState } from '../../services/auth/connections/connectionState.js';
import { viewItem } from '../common/contextKeys.js';

/**
 * What the menus of a connection look for. `own` can be edited and removed. `other` is not the active one. With a sign-in that no longer
 * works, both `canSignIn` and `canSignOut` are there, as both help.
 */
export function contextFlags(kind: ConnectionKind, state: ConnectionState | undefined, isActive: boolean): string {
  return viewItem(
    'connection',
    kind,
    kind !== 'sample' && 'own',
    !isActive && 'other',
    state !== undefined && canSignIn(state) && 'canSignIn',
    state !== undefined && canSignOut(state) && 'canSignOut',
  );
}

export function canSignIn({ kind }: ConnectionState): boolean {
  return kind === 'signedOut' || kind === 'expired' || kind === 'failed';
}

export function canSignOut({ kind }: ConnectionState): boolean {
  return kind !== 'sample' && kind !== 'signedOut';
}
