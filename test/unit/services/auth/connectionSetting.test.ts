import assert from 'node:assert/strict';
import { withEntry, withoutEntry } from '../../../../src/services/auth/connections/connectionSetting.js';

describe('entries of the connections setting', () => {
  const foreign = [
    { id: 'a', note: 'by hand' },
    7,
    { id: '../bad', name: 'Faulty' },
    { id: 'b', name: 'B', clientId: 'x', note: ['kept'] },
  ];

  it('a new one comes last, the others stay', () => {
    const entry = { id: 'c', name: 'C' };
    assert.deepEqual(withEntry(foreign, entry), [...foreign, entry]);
    assert.deepEqual(withEntry(undefined, entry), [entry]);
  });

  it('a change replaces what can be asked for here, and keeps the rest of the entry and all others', () => {
    assert.deepEqual(withEntry(foreign, { id: 'b', name: 'New' }), [
      ...foreign.slice(0, 3),
      { note: ['kept'], id: 'b', name: 'New' },
    ]);
  });

  it('takes one away, and only that', () => {
    assert.deepEqual(withoutEntry(foreign, 'a'), foreign.slice(1));
    assert.deepEqual(withoutEntry(foreign, 'nobody'), foreign);
    assert.deepEqual(withoutEntry('nonsense', 'a'), []);
  });

  it('of two with the same id, the usable one counts', () => {
    const entries = [
      { id: 'a', kind: 'nonsense' },
      { id: 'a', name: 'Good' },
    ];
    assert.deepEqual(withoutEntry(entries, 'a'), [entries[0]]);
    assert.deepEqual(withEntry(entries, { id: 'a', name: 'Better' }), [entries[0], { id: 'a', name: 'Better' }]);
  });

  it('does not change what it was given', () => {
    const before = structuredClone(foreign);
    withEntry(foreign, { id: 'b', name: 'New' });
    withoutEntry(foreign, 'b');
    assert.deepEqual(foreign, before);
  });
});
