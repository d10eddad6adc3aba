import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UsageReportsError } from '../../src/base/errors.js';
import { exportIndex, type IndexEntry } from '../../src/features/export/exportIndex.js';
import { catalog } from '../support/catalog.js';

const definition = (name: string) => catalog.find(name) ?? assert.fail(`${name} is unknown`);
const facts = { tenant: 'Northlight', period: 'Last 30 days' };

const exported: IndexEntry = {
  definition: definition('getEmailActivityCounts'),
  outcome: {
    kind: 'exported',
    file: 'exchange/2026-11-26_getEmailActivityCounts_D30_north.csv',
    rows: 1234,
    refreshDate: '2026-11-26',
    fetchedAt: '2026-11-29T08:00:00.000Z',
    warnings: ['2 rows have more cells.', 'Names are concealed.'],
  },
};

/** Cells of the table's rows, without the header. */
function tableOf(page: string): string[][] {
  return page
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

describe('the index of an export', () => {
  it('has title, product, rows, days, file and warnings of each report', () => {
    const page = exportIndex([exported], facts, catalog);
    assert.match(page, /^# Usage reports: Northlight, Last 30 days\n/);
    const [row, ...others] = tableOf(page);
    assert.deepEqual(others, []);
    assert.deepEqual(row?.slice(0, 3), [
      '[Email activity, daily](<exchange/2026-11-26_getEmailActivityCounts_D30_north.csv>)',
      'Exchange',
      '1,234',
    ]);
    assert.match(row?.[3] ?? '', /Nov 26, 2026/);
    assert.match(row?.[4] ?? '', /Nov 29, 2026/);
    assert.equal(row?.[5], '2 rows have more cells. Names are concealed.');
  });

  it('says of each report that has no file why', () => {
    const error = new UsageReportsError('throttled', 'Too many requests.');
    const entries: IndexEntry[] = [
      { definition: definition('getTeamsUserActivityCounts'), outcome: { kind: 'leftOut', why: 'empty' } },
      { definition: definition('getSkypeForBusinessActivityCounts'), outcome: { kind: 'leftOut', why: 'retired' } },
      { definition: definition('getMailboxUsageStorage'), outcome: { kind: 'skipped', file: 'exchange/a.csv' } },
      { definition: definition('getFormsUserActivityCounts'), outcome: { kind: 'failed', error } },
      { definition: definition('getBrowserUserCounts'), outcome: { kind: 'notDone' } },
    ];
    const page = exportIndex(entries, facts, catalog);
    assert.deepEqual(tableOf(page), []);
    const sections = new Map(
      page
        .split(/^## /m)
        .slice(1)
        .map((section) => [section.slice(0, section.indexOf('\n')), section] as const),
    );
    assert.deepEqual(
      [...sections.keys()],
      ['Left out', 'Skipped', 'Not exported because the export was stopped', 'Failed'],
    );
    assert.match(sections.get('Left out') ?? '', /`getTeamsUserActivityCounts`\): no rows/);
    assert.match(sections.get('Left out') ?? '', /`getSkypeForBusinessActivityCounts`\): retired service/);
    assert.match(sections.get('Skipped') ?? '', /`getMailboxUsageStorage`\): .*\[a\.csv\]\(<exchange\/a\.csv>\)/);
    assert.match(sections.get('Not exported because the export was stopped') ?? '', /`getBrowserUserCounts`/);
    assert.match(sections.get('Failed') ?? '', /`getFormsUserActivityCounts`[\s\S]*too many requests/);
  });

  it('keeps its table whatever a tenant and its data are called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string({ unit: 'binary' })), (tenant, warnings) => {
        const outcome = { ...exported.outcome, warnings } as IndexEntry['outcome'];
        const page = exportIndex([{ ...exported, outcome }, exported], { ...facts, tenant }, catalog);
        assert.deepEqual(
          tableOf(page).map((cells) => cells.length),
          [6, 6],
        );
        assert.equal(page.split('\n').filter((line) => line.startsWith('#')).length, 1, 'no text is a heading');
      }),
    );
  });
});
