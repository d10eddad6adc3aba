import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Emitter } from '../../../../src/base/emitter.js';
import { DIRECTORY_DATASETS, type DirectoryDataset } from '../../../../src/core/directory/names.js';
import { followDirectory } from '../../../../src/features/reportPanel/followDirectory.js';
import { type Connection, readConnections } from '../../../../src/services/auth/connections/connection.js';

const [NORTH, SOUTH] = readConnections([
  { id: 'north', tenantId: 'north.example' },
  { id: 'south', tenantId: 'south.example' },
]).connections as [Connection, Connection];

describe('a table that follows the directory', () => {
  it('is told once, after the last part that is read, whatever of it is, and nothing of other tenants', () =>
    fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...DIRECTORY_DATASETS], { minLength: 1 }), async (datasets) => {
        const changes = new Emitter<Connection>();
        const loading = new Set<DirectoryDataset>();
        let told = 0;
        const isTold = new Promise<void>((resolve) => {
          const state = (connection: Connection, dataset: DirectoryDataset) => {
            assert.equal(connection.id, NORTH.id);
            return Promise.resolve({ isOn: true, isLoading: loading.has(dataset) });
          };
          const load = () => Promise.resolve({ state, version: () => Promise.resolve('') });
          const following = followDirectory(
            { load, onDidChange: changes.event, onDidChangeArchive: new Emitter<void>().event },
            NORTH,
            () => {
              told++;
              assert.equal(loading.size, 0);
              following.dispose();
              resolve();
            },
          );
        });
        changes.fire(SOUTH);
        for (const dataset of datasets) {
          loading.add(dataset);
          changes.fire(NORTH);
          await Promise.resolve();
          loading.delete(dataset);
          changes.fire(NORTH);
        }
        await isTold;
        assert.equal(told, 1);
      }),
      { numRuns: 5 },
    ));
});
