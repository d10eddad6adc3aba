import assert from 'node:assert/strict';
import { is } from 'valibot';
import { changedCellFormatter } from '../../../media/snapshotDiff/changedCellFormatter.js';
import { createFormat } from '../../../src/shared/format/format.js';
import { snapshotDiffProtocol } from '../../../src/shared/pages/snapshotDiff.js';
import { userSearchProtocol } from '../../../src/shared/pages/userSearch.js';
import type { ColumnInfo } from '../../../src/shared/report.js';
import { pageFixtures } from '../../support/webviewHarness/pageFixtures.js';

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

describe('events of the pages about snapshots and users', () => {
  it('are taken only where they have their shape', () => {
    const { summary } = pageFixtures.diff.messages[0];
    const diff = { type: 'diff', tab: 'changed', view: {}, summary };
    assert.ok(is(snapshotDiffProtocol.event, diff));
    assert.ok(is(userSearchProtocol.event, { type: 'busy' }));
    assert.ok(is(userSearchProtocol.event, pageFixtures.user.messages[0]));
    for (const odd of [
      undefined,
      null,
      'diff',
      {},
      { type: 'diff' },
      { ...diff, tab: 'other' },
      { ...diff, summary: { ...summary, tabs: 1 } },
      { type: 'user', summary: {} },
      { type: 'busy', text: 1 },
    ]) {
      assert.ok(!is(snapshotDiffProtocol.event, odd) && !is(userSearchProtocol.event, odd), JSON.stringify(odd));
    }
  });
});
