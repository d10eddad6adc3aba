import assert from 'node:assert/strict';
import { preselected } from '../../../../src/features/snapshotDiff/snapshotChoices.js';
import type { ArchivedSnapshot } from '../../../../src/services/reports/archivedSnapshots.js';
import { catalog } from '../../../support/catalog.js';

const report = 'getEmailActivityUserDetail';

function snapshot(refreshDate: string, of: { period?: string; date?: string }): ArchivedSnapshot {
  return {
    ref: { connection: 'northlight', report, ...of },
    definition: catalog.find(report) ?? assert.fail(report),
    refreshDate,
    fetchedAt: `${refreshDate}T12:00:00.000Z`,
    rowCount: 1,
    bytes: 1,
    format: 'csv',
    chunks: () => assert.fail('nothing is read'),
  };
}

describe('the snapshots that are selected for a comparison', () => {
  const [newer, older] = [snapshot('2026-11-18', { period: 'D7' }), snapshot('2026-11-10', { period: 'D7' })];
  const longer = snapshot('2026-11-12', { period: 'D180' });
  const [day, another] = [
    snapshot('2026-11-18', { date: '2026-11-17' }),
    snapshot('2026-11-18', { date: '2026-11-16' }),
  ];

  it('are the newest two of the same period', () => {
    assert.deepEqual(preselected([newer, older], [longer, day]), [newer, older]);
  });

  it('are of one period where any has two, rather than of two', () => {
    const [other, before] = [snapshot('2026-11-17', { period: 'D30' }), snapshot('2026-11-09', { period: 'D30' })];
    assert.deepEqual(preselected([newer], [longer, other, day, before]), [other, before]);
    assert.deepEqual(preselected([day], [longer, newer, older]), [newer, older]);
    assert.deepEqual(preselected([newer], [longer, other]), [newer, longer], 'no period has two');
  });

  it('are never a period and a single day, which has only who was active on it', () => {
    assert.deepEqual(preselected([newer], [day, longer]), [newer, longer]);
    assert.deepEqual(preselected([day], [newer, longer]), [newer, longer]);
    assert.deepEqual(preselected([day], [another, newer]), [day, another]);
    assert.deepEqual(preselected([newer], [day]), []);
  });
});
