import type { Connection } from '../../services/auth/connections/connection.js';
import type { ConnectionState } from '../../services/auth/connections/connectionState.js';
import { canSignIn, canSignOut } from './connectionFlags.js';

export interface SignInChoices {
  /** There is a connection that is not the sample tenant's. */
  readonly hasConnections: boolean;
  readonly canSignIn: boolean;
  readonly canSignOut: boolean;
}

/**
 * What the commands without an argument can do. They are about the connection that is shown, and while that is the sample tenant, about any
 * of the others. As long as a state is not known, both are possible.
 */
export function signInChoices(
  connections: { readonly all: readonly Connection[]; readonly active: Connection },
  stateOf: (id: string) => ConnectionState | undefined,
): SignInChoices {
  const own = connections.all.filter(({ kind }) => kind !== 'sample');
  const meant = connections.active.kind === 'sample' ? own : [connections.active];
  const states = meant.map(({ id }) => stateOf(id));
  return {
    hasConnections: own.length > 0,
    canSignIn: states.some((state) => state === undefined || canSignIn(state)),
    canSignOut: states.some((state) => state === undefined || canSignOut(state)),
  };
}
