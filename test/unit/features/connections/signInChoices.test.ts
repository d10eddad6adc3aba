import assert from 'node:assert/strict';
import fc from 'fast-check';
import { signInChoices } from '../../../../src/features/connections/signInChoices.js';
import type { Connection } from '../../../../src/services/auth/connections/connection.js';
import type { ConnectionState } from '../../../../src/services/auth/connections/connectionState.js';

const sample = { kind: 'sample', id: 'sample', name: 'Sample', cloud: 'global' } as unknown as Connection;
const own = ['one', 'two', 'three'].map(
  (id) => ({ kind: 'delegated', id, name: id, cloud: 'global' }) as unknown as Connection,
);
const STATES: readonly (ConnectionState | undefined)[] = [
  undefined,
  { kind: 'signedIn', account: 'ada' },
  { kind: 'ready' },
  { kind: 'signedOut' },
  { kind: 'expired' },
  { kind: 'noPermission' },
];

describe('signing in and out without naming a connection', () => {
  it('is offered for the connection that is shown, else where it changes something for any', () => {
    fc.assert(
      fc.property(
        fc.subarray(own),
        fc.array(fc.constantFrom(...STATES), { minLength: 3, maxLength: 3 }),
        fc.nat({ max: 3 }),
        (connections, states, shown) => {
          const stateOf = (id: string) => states[own.findIndex((each) => each.id === id)];
          const active = connections[shown] ?? sample;
          const meant = active === sample ? connections : [active];
          const kinds = meant.map(({ id }) => stateOf(id)?.kind ?? 'unknown');
          assert.deepEqual(signInChoices({ all: [sample, ...connections], active }, stateOf), {
            hasConnections: connections.length > 0,
            canSignIn: kinds.some((kind) => ['unknown', 'signedOut', 'expired'].includes(kind)),
            canSignOut: kinds.some((kind) => kind !== 'signedOut'),
          });
        },
      ),
    );
  });
});
