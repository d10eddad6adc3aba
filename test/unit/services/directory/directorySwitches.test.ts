import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DIRECTORY_DATASETS } from '../../../../src/core/directory/names.js';
import { SAMPLE_CONNECTION, readConnections } from '../../../../src/services/auth/connections/connection.js';
import { DirectorySwitches } from '../../../../src/services/directory/directorySwitches.js';
import { MemoryMemento } from '../../../support/memento.js';

const [NORTH] = readConnections([{ id: 'north', tenantId: 'north.example', clientId: 'app' }]).connections as [
  typeof SAMPLE_CONNECTION,
];

describe('switches of the directory', () => {
  it('are off until somebody switches on', () => {
    assert.deepEqual(new DirectorySwitches(new MemoryMemento(), ({ id }) => id).of(NORTH), []);
  });

  it('are those of one connection, each by itself', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.subarray([...DIRECTORY_DATASETS]),
        fc.subarray([...DIRECTORY_DATASETS]),
        async (one, other) => {
          const memento = new MemoryMemento();
          const switches = new DirectorySwitches(memento, ({ id }) => id);
          await switches.set(NORTH, one);
          await switches.set(SAMPLE_CONNECTION, other.toReversed());
          const after = new DirectorySwitches(memento, ({ id }) => id);
          assert.deepEqual([after.of(NORTH), after.of(SAMPLE_CONNECTION)], [one, other]);
        },
      ),
    );
  });

  for (const [what, changed, tenant] of [
    ['another tenant', NORTH, 'south'],
    ['another app', { ...NORTH, clientId: 'other' }, 'north'],
    ['another cloud', { ...NORTH, graphOrigin: 'https://graph.microsoft.us' }, 'north'],
    ['an app without a user', { ...NORTH, kind: 'appOnly' }, 'north'],
  ] as const) {
    it(`are off again for a connection that is one to ${what} since`, async () => {
      let key = 'north';
      const switches = new DirectorySwitches(new MemoryMemento(), () => key);
      await switches.set(NORTH, ['directoryUsers']);
      key = tenant;
      assert.deepEqual(switches.of(changed), []);
    });
  }

  it('are off where what is kept is of another shape', () => {
    for (const kept of [null, 7, 'directoryUsers', ['directoryUsers'], { datasets: ['directoryUsers'] }]) {
      const memento = new MemoryMemento();
      memento.values.set('usageReports.directory.north', kept);
      assert.deepEqual(new DirectorySwitches(memento, ({ id }) => id).of(NORTH), []);
    }
  });
});
