import type { ConnectionKind } from '../../services/auth/connections/connection.js';
import type { ConnectionState } from '../../services/auth/connections/connectionState.js';

/**
 * Words that the manifest's menus look for in `viewItem`, as in `viewItem =~ /\bcanSignIn\b/`.
 *
 * `own` can be edited and removed. `other` is not the active one. With a sign-in that no longer works, both `canSignIn` and `canSignOut`
 * are there, as both help.
 */
export function contextFlags(kind: ConnectionKind, state: ConnectionState | undefined, isActive: boolean): string {
  const flags = [
    'connection',
    kind,
    kind !== 'sample' && 'own',
    !isActive && 'other',
    (state?.kind === 'signedOut' || state?.kind === 'expired') && 'canSignIn',
    state !== undefined && !['sample', 'signedOut'].includes(state.kind) && 'canSignOut',
  ];
  return flags.filter((flag) => flag !== false).join(' ');
}
