import assert from 'node:assert/strict';
import { changedCellFormatter } from '../../../media/snapshotDiff/changedCellFormatter.js';
import { isSnapshotDiffMessage } from '../../../media/snapshotDiff/messages.js';
import { isUserSearchMessage } from '../../../media/userSearch/messages.js';
import { createFormat } from '../../../media/common/base/format.js';
import type { ColumnInfo } from '../../../src/shared/report.js';

const format = createFormat('en', 'UTC');
const bytes: ColumnInfo = { name: 'Storage', type: 'number', unit: 'bytes', known: true };
const name: ColumnInfo = { name: 'Name', type: 'text', known: true };

describe('cells of a changed row', () => {
  const formattedCell = changedCellFormatter(2);

  it('say what they said before, in human units, with the exact values at hand', () => {
    const storage = formattedCell(['Ada', 2048, ['Storage'], null, 1024], 1, bytes, format);
    assert.deepEqual(
      [storage.text, storage.title, storage.mark],
      ['1\u00a0KB → 2\u00a0KB', '1,024 bytes → 2,048 bytes', 'changed-cell'],
    );
  });

  it('are as ever where nothing changed', () => {
    assert.deepEqual(formattedCell(['Ada', 2048, ['Storage'], null, 1024], 0, name, format), {
      text: 'Ada',
      title: undefined,
      blank: false,
    });
  });

  it('tell a blank cell from 0', () => {
    const { text, label } = formattedCell(['Ada', 0, ['Storage'], null, null], 1, bytes, format);
    assert.deepEqual([text, label], ['– → 0\u00a0B', 'blank → 0\u00a0B']);
  });
});

describe('messages to the pages about snapshots and people', () => {
  it('are taken only where they have their shape', () => {
    const lists = { tabs: [], notices: [], changedColumns: [], matchedBy: [], ignored: [] };
    assert.ok(isSnapshotDiffMessage({ type: 'difference', view: {}, summary: lists }));
    assert.ok(isUserSearchMessage({ type: 'busy' }));
    for (const odd of [
      undefined,
      null,
      'difference',
      {},
      { type: 'difference' },
      { type: 'difference', view: {}, summary: { ...lists, tabs: 1 } },
      { type: 'person', summary: {} },
      { type: 'busy', text: 1 },
    ]) {
      assert.ok(!isSnapshotDiffMessage(odd) && !isUserSearchMessage(odd), JSON.stringify(odd));
    }
  });
});
