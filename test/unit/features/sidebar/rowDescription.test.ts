import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rowDescription } from '../../../../src/features/sidebar/rowDescription.js';

const kind = fc.constantFrom('favorite' as const, 'title' as const, 'parameter' as const);
const label = fc.string({ minLength: 1, maxLength: 32 });
const place = fc.array(fc.constantFrom('★', '30 days', 'Exchange', 'Microsoft 365 Apps', 'beta'), { maxLength: 3 });
const time = fc.constantFrom('2:05 PM', '14:05', 'Nov 20', 'Nov 20, 2025');

describe('what stands behind a label of the tree', () => {
  it('is the place and the time where both have room', () => {
    const words = {
      kind: 'title',
      label: 'Mailbox usage, daily',
      place: ['★'],
      state: '2:05 PM',
      isTime: true,
    } as const;
    assert.equal(rowDescription(words), '★ · 2:05 PM');
    assert.equal(rowDescription({ ...words, label: 'Mailbox storage, daily' }), '★ · ✓');
    assert.equal(rowDescription({ ...words, label: 'Email activity, user details' }), '★');
    assert.equal(rowDescription({ ...words, place: [], label: 'Email activity, user details' }), '✓');
    assert.equal(rowDescription({ ...words, place: [], label: 'Device usage, daily (licensed)' }), '');
    assert.equal(rowDescription({ ...words, place: [], state: undefined, isTime: false }), '');
  });

  it('never has a time that is cut off, and loses nothing else', () => {
    fc.assert(
      fc.property(kind, label, place, time, (of, name, where, at) => {
        const shown = rowDescription({ kind: of, label: name, place: where, state: at, isTime: true });
        assert.ok(shown.startsWith(where.join(' · ')));
        assert.ok(!shown.includes(at) || name.length + shown.length * 0.9 < 40);
        const failed = rowDescription({ kind: of, label: name, place: where, state: 'failed', isTime: false });
        assert.ok(failed.endsWith('failed'), 'what went wrong is said, room or not');
      }),
    );
  });
});
