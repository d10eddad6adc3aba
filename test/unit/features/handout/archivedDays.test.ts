import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { UsageReportsError } from '../../../../src/base/errors.js';
import type { HandoutTemplate } from '../../../../src/core/handout/template.js';
import { archivedDays } from '../../../../src/features/handout/archivedDays.js';
import { useTemporaryFolder } from '../../services/archive/support.js';
import { archiveQueries, keepMade } from '../../services/archiveQueries/support.js';
import { handoutOf } from '../../services/handout/support.js';

const REPORT = 'getTeamsUserActivityCounts';
const template: HandoutTemplate = {
  version: 1,
  title: 'Test',
  blocks: [
    { kind: 'keyFigures', figures: [{ label: 'Messages', days: { report: REPORT, column: 'Team Chat Messages' } }] },
    { kind: 'dataQuality' },
  ],
};

describe('the days that reports can be made of', () => {
  const folder = useTemporaryFolder();

  it('are those of the histories of which the report is then made', async () => {
    await keepMade(folder.path, [
      { report: REPORT, day: '2026-09-12', amount: 3 },
      { report: REPORT, day: '2026-10-20', amount: 4 },
    ]);
    const queries = archiveQueries(folder.path);
    assert.deepEqual((await archivedDays(template, queries)).days, { from: '2026-09-10', to: '2026-10-20' });
    // What was read is not read again.
    await rm(folder.path, { recursive: true });
    const done: string[] = [];
    const onProgress = (...of: readonly number[]) => done.push(of.join(' of '));
    const { blocks } = await handoutOf(folder.path, template, { queries, onProgress });
    assert.ok(blocks[0]?.kind === 'keyFigures');
    assert.equal(blocks[0].figures[0]?.value, 15);
    assert.deepEqual(done, ['1 of 2', '2 of 2']);
  });

  it('are those of snapshots, too, of all reports of a table', async () => {
    await keepMade(folder.path, [
      { report: REPORT, day: '2026-10-20', amount: 4 },
      { report: 'getMailboxUsageDetail', day: '2026-11-28', amount: 2 },
    ]);
    const asked = { label: 'Users', query: { version: 1 as const, source: { report: 'users' } } };
    const { days, snapshots } = await archivedDays(
      { ...template, blocks: [...template.blocks, { kind: 'keyFigures', figures: [asked] }] },
      archiveQueries(folder.path),
    );
    assert.deepEqual(days, { from: '2026-10-18', to: '2026-11-28' });
    assert.deepEqual([...snapshots], [['users', new Set(['2026-11-28'])]]);
  });

  it('are none where nothing is archived', async () => {
    await assert.rejects(
      archivedDays(template, archiveQueries(folder.path)),
      (error) => error instanceof UsageReportsError && error.details.code === 'nothingArchived',
    );
  });

  it('a report ends where it is canceled between two blocks', async () => {
    const canceled = new Error('canceled');
    const onProgress = (): never => {
      throw canceled;
    };
    await assert.rejects(handoutOf(folder.path, template, { onProgress }), canceled);
  });
});
