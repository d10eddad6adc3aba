import assert from 'node:assert/strict';
import fc from 'fast-check';
import { exportFileName } from '../../../../src/core/export/exportFileName.js';
import { readConnections } from '../../../../src/services/auth/connections/connection.js';

const labelsOf = (...ids: string[]) => {
  const { connections } = readConnections(ids.map((id) => ({ id })));
  return connections.map(({ fileLabel }) => fileLabel);
};

describe('the labels of exported files', () => {
  it('are the IDs of the connections, also where there is one', () => {
    assert.deepEqual(labelsOf(), ['sample', 'sample-concealed']);
    assert.deepEqual(labelsOf('north'), ['north', 'sample', 'sample-concealed']);
    assert.deepEqual(labelsOf('north', 'south'), ['north', 'south', 'sample', 'sample-concealed']);
  });

  it('differ where names of files make no difference', () => {
    assert.equal(new Set(labelsOf('North', 'north', 'NORTH').map((label) => label.toLowerCase())).size, 5);
    assert.equal(labelsOf('Sample', 'north')[1], 'north');
    assert.notEqual(labelsOf('Sample', 'north')[0], 'Sample');
  });

  it('lead to different files for all connections, on every file system', () => {
    const id = fc.stringMatching(/^[A-Ca-c][A-Ca-c._-]{0,3}$/);
    fc.assert(
      fc.property(fc.uniqueArray(id, { minLength: 2, maxLength: 6 }), (ids) => {
        const names = labelsOf(...ids).map((fileLabel) =>
          exportFileName(
            { report: 'getX', refreshDate: null, fetchedAt: '2026-11-19T08:00:00.000Z', fileLabel },
            { extension: '.csv' },
          ).toLowerCase(),
        );
        assert.equal(new Set(names).size, names.length, names.join(' '));
      }),
    );
  });
});
