import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/base/emitter.js';
import { type Connection, SAMPLE_CONNECTION } from '../../../../src/services/auth/connections/connection.js';
import type { Connections } from '../../../../src/services/auth/connections/connections.js';
import type { ConnectionState } from '../../../../src/services/auth/connections/connectionState.js';
import { ConnectionStates } from '../../../../src/services/auth/connectionStates.js';
import type { SignIn } from '../../../../src/services/auth/signIn.js';

describe('states of connections', () => {
  const listChanged = new Emitter<void>();
  const signInChanged = new Emitter<void>();
  let asked: string[];
  let states: ConnectionStates;
  beforeEach(() => {
    asked = [];
    const connections = { all: [SAMPLE_CONNECTION], onDidChange: listChanged.event } as unknown as Connections;
    const signIn = {
      onDidChange: signInChanged.event,
      state: ({ id }: Connection): Promise<ConnectionState> => {
        asked.push(id);
        return Promise.resolve({ kind: 'sample' });
      },
    } as unknown as SignIn;
    states = new ConnectionStates(connections, signIn);
  });
  afterEach(() => states.dispose());

  it('are asked for only when somebody watches them', async () => {
    signInChanged.fire();
    listChanged.fire();
    assert.deepEqual(asked, []);
    assert.equal(states.of('sample'), undefined);
    const changed = new Promise<void>((resolve) => states.onDidChange(resolve));
    states.watch();
    states.watch();
    assert.deepEqual(asked, ['sample']);
    await changed;
    assert.deepEqual(states.of('sample'), { kind: 'sample' });
    signInChanged.fire();
    assert.deepEqual(asked, ['sample', 'sample']);
  });
});
