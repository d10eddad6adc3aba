import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HistoryMerge } from '../../../../src/core/history/historyMerge.js';
import type { MergeState } from '../../../../src/core/history/mergeState.js';
import { isSameValue } from '../../../../src/core/history/sameValue.js';
import { withEarlierDays } from '../../../../src/core/history/earlierDays.js';
import type { SeriesChart } from '../../../../src/shared/report.js';
import { csv, csvFile, definition, names, texts } from '../table/support.js';

const report = definition(
  [
    { name: 'Report Refresh Date', type: 'date' },
    { name: 'Report Date', type: 'date' },
    { name: 'Site Type', type: 'text' },
    { name: 'Files', type: 'number' },
    { name: 'Active', aliases: ['Active Files'], type: 'number', versions: ['v1.0'] },
    { name: 'Report Period', type: 'number' },
  ],
  { kind: 'daily-series', keys: ['Report Date', 'Site Type'] },
);

/** A snapshot as tests write it: the columns besides the keys, and cells by day and key. */
interface Snapshot {
  readonly refreshDate: string;
  readonly columns: readonly string[];
  readonly rows: ReadonlyMap<string, readonly string[]>;
}

const day = (number: number) => new Date(Date.UTC(2026, 0, 1 + number)).toISOString().slice(0, 10);

function fileOf({ refreshDate, columns, rows }: Snapshot): string {
  const header = ['Report Refresh Date', 'Site Type', ...columns, 'Report Date', 'Report Period'];
  const lines = [...rows].map(([id, cells]) => {
    const [date = '', key = ''] = id.split('|');
    return [refreshDate, key, ...cells, date, '7'];
  });
  return csvFile([header, ...lines]);
}

async function mergeOf(snapshots: readonly Snapshot[], throughJson = false): Promise<HistoryMerge> {
  let merge = new HistoryMerge(report);
  for (const snapshot of snapshots) {
    merge.add(await csv(fileOf(snapshot), report), snapshot.refreshDate);
    if (throughJson) {
      merge = new HistoryMerge(report, JSON.parse(JSON.stringify(merge.state())) as MergeState);
    }
  }
  return merge;
}

/** The expected cells, computed in the simplest way: the value of the last snapshot that has the cell. */
function truth(snapshots: readonly Snapshot[]): { cells: Map<string, string>; revised: string[] } {
  const cells = new Map<string, string>();
  const said = new Map<string, string>();
  const revised: string[] = [];
  for (const { refreshDate, columns, rows } of snapshots) {
    for (const [id, values] of rows) {
      columns.forEach((column, index) => {
        const cell = `${id}|${column === 'Active Files' ? 'Active' : column}`;
        const [before, after] = [cells.get(cell), values[index] ?? ''];
        if (before !== undefined && before !== after) {
          revised.push(`${cell}: ${before} > ${after} (${said.get(cell)} > ${refreshDate})`);
        }
        cells.set(cell, after);
        said.set(cell, refreshDate);
      });
    }
  }
  return { cells, revised: revised.sort() };
}

const snapshot = (refreshDay: number): fc.Arbitrary<Snapshot> =>
  fc
    .record({
      columns: fc.constantFrom(
        ['Files', 'Active'],
        ['Active', 'Files'],
        ['Files'],
        ['Active Files'],
        ['Files', 'Active', 'Unannounced'],
      ),
      days: fc.uniqueArray(fc.integer({ min: Math.max(0, refreshDay - 8), max: refreshDay })),
      keys: fc.constantFrom(['All'], ['All', 'OneDrive'], ['OneDrive', 'All']),
      seed: fc.array(fc.constantFrom('', '0', '1', '2', '30'), { minLength: 60, maxLength: 60 }),
    })
    .map(({ columns, days, keys, seed }) => {
      let at = 0;
      const rows = days.flatMap((number) =>
        keys.map((key) => [`${day(number)}|${key}`, columns.map(() => seed[at++ % seed.length] ?? '')] as const),
      );
      return { refreshDate: day(refreshDay), columns, rows: new Map(rows) };
    });

const history = fc
  .uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 7 })
  .chain((days) => fc.tuple(...days.sort((a, b) => a - b).map(snapshot)));

describe('a merge of snapshots', () => {
  for (const throughJson of [false, true]) {
    it(`has the newest value of each cell${throughJson ? ', even through a file' : ''}`, async () => {
      await fc.assert(
        fc.asyncProperty(history, async (snapshots) => {
          const merge = await mergeOf(snapshots, throughJson);
          const table = merge.table();
          const expected = truth(snapshots);
          const cells = new Map<string, string>();
          for (let row = 0; row < table.rowCount; row++) {
            const text = (name: string) => table.text(row, table.columnIndex(name));
            for (const name of names(table)) {
              const cell = `${text('Report Date')}|${text('Site Type')}|${name}`;
              if (!['Report Refresh Date', 'Report Date', 'Site Type', 'Report Period'].includes(name)) {
                assert.ok(!cells.has(cell), `two rows for ${cell}`);
                cells.set(cell, text(name));
              }
            }
          }
          for (const [cell, value] of expected.cells) {
            assert.equal(cells.get(cell), value, cell);
          }
          assert.deepEqual(
            [...cells].filter(([cell, value]) => value !== '' && !expected.cells.has(cell)),
            [],
          );
          const revised = merge
            .revised()
            .map(
              (each) =>
                `${each.day}|${each.key}|${each.column}: ${each.before ?? ''} > ${each.after ?? ''} (${each.beforeLastSeen} > ${each.afterFirstSeen})`,
            );
          assert.deepEqual(revised.sort(), expected.revised);
          assert.equal(merge.facts().revisedValues, expected.revised.length);
        }),
        { numRuns: 60 },
      );
    });
  }

  it('knows its days, its missing ranges and its snapshot boundaries', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (snapshots) => {
        const facts = (await mergeOf(snapshots)).facts();
        const source = new Map<string, string>();
        for (const { refreshDate, rows } of snapshots) {
          for (const id of rows.keys()) {
            source.set(id.slice(0, 10), refreshDate);
          }
        }
        const days = [...source.keys()].sort();
        const daysOfSnapshots = snapshots.map(({ rows }) => [...rows.keys()].map((id) => id.slice(0, 10)).sort());
        const isCovered = (each: string) =>
          daysOfSnapshots.some((own) => each > (own[0] ?? '9') && each < (own.at(-1) ?? ''));
        assert.deepEqual(facts.days, days.length === 0 ? null : { from: days[0], to: days.at(-1) });
        assert.equal(facts.archivedDays, days.length);
        const inHoles = facts.missingRanges.flatMap(({ from, to }) =>
          Array.from({ length: 60 }, (_, index) => day(index)).filter((each) => each >= from && each <= to),
        );
        const missing = Array.from({ length: 60 }, (_, index) => day(index)).filter(
          (each) => !source.has(each) && !isCovered(each) && each > (days[0] ?? '9') && each < (days.at(-1) ?? ''),
        );
        assert.deepEqual(inHoles, missing);
        assert.equal(facts.missingDays, missing.length);
        const snapshotBoundaries = days.flatMap((each, index) => {
          const [older, newer] = [source.get(days[index - 1] ?? ''), source.get(each)];
          return index > 0 && older !== newer ? [{ day: each, newer, older }] : [];
        });
        assert.deepEqual(facts.snapshotBoundaries, snapshotBoundaries);
      }),
      { numRuns: 60 },
    );
  });

  it('takes the newest refresh date of each row, the newest day first, and the newest header', async () => {
    const table = (
      await mergeOf([
        {
          refreshDate: day(1),
          columns: ['Active', 'Unannounced'],
          rows: new Map([
            [`${day(0)}|All`, ['1', 'x']],
            [`${day(1)}|All`, ['2', 'y']],
          ]),
        },
        {
          refreshDate: day(2),
          columns: ['Files', 'Active'],
          rows: new Map([
            [`${day(1)}|All`, ['7', '']],
            [`${day(2)}|All`, ['8', '3']],
          ]),
        },
      ])
    ).table();
    assert.deepEqual(names(table), [
      'Report Refresh Date',
      'Site Type',
      'Files',
      'Active',
      'Report Date',
      'Report Period',
      'Unannounced',
    ]);
    assert.deepEqual(texts(table), [
      [day(2), 'All', '8', '3', day(2), '7', ''],
      [day(2), 'All', '7', '', day(1), '7', 'y'],
      [day(1), 'All', '', '1', day(0), '7', 'x'],
    ]);
  });

  it('keeps rows that no key tells apart', async () => {
    const file = csvFile([
      ['Report Refresh Date', 'Report Date', 'Site Type', 'Files'],
      [day(1), day(1), 'All', '1'],
      [day(1), day(1), 'All', '2'],
    ]);
    const merge = new HistoryMerge(report);
    merge.add(await csv(file, report), day(1));
    const again = new HistoryMerge(report, JSON.parse(JSON.stringify(merge.state())) as MergeState);
    again.add(await csv(file, report), day(2));
    assert.equal(again.table().rowCount, 2);
    assert.equal(again.facts().revisedValues, 0);
  });

  it('takes another spelling of a value for the same value, and blank only for blank', () => {
    assert.ok(isSameValue('1.0', '1', 'number'));
    assert.ok(isSameValue('PT0S', '00:00:00', 'duration'));
    assert.ok(isSameValue('True', 'yes', 'boolean'));
    assert.ok(isSameValue('2026-11-18T00:00:00Z', '2026-11-18', 'date'));
    assert.ok(!isSameValue('', '0', 'number'));
    assert.ok(!isSameValue('9007199254740993', '9007199254740992', 'number'));
    assert.ok(!isSameValue('a', 'A', 'text'));
  });
});

describe('the days before a series', () => {
  const series = (firstDay: string, values: readonly (number | null)[], key?: string): SeriesChart => ({
    kind: 'series',
    column: 'Files',
    ...(key === undefined ? {} : { key }),
    unit: 'count',
    firstDay,
    values,
    latest: null,
    min: null,
    max: null,
  });
  const earlier = (shown: SeriesChart, longer: SeriesChart) => {
    const [chart] = withEarlierDays([shown], [longer]);
    return chart?.kind === 'series' ? chart.earlier : undefined;
  };
  const days = (count: number, valueAt: (index: number) => number | null = (index) => index) =>
    Array.from({ length: count }, (_, index) => valueAt(index));

  it('begin with the first that is known and end right before the series', () => {
    assert.deepEqual(earlier(series(day(4), [5, 6]), series(day(0), [1, 2, 3, null, 5, 6])), {
      firstDay: day(0),
      values: [1, 2, 3, null],
    });
    assert.deepEqual(earlier(series(day(4), [5]), series(day(0), [null, null, 3, null, 5])), {
      firstDay: day(2),
      values: [3, null],
    });
    assert.deepEqual(earlier(series(day(4), [5]), series(day(0), [1, 2])), {
      firstDay: day(0),
      values: [1, 2, null, null],
    });
  });

  it('are of three calendar months, or of the period before a longer series', () => {
    assert.deepEqual(
      earlier(series(day(200), [1]), series(day(0), days(201)))?.values,
      days(92, (index) => 108 + index),
    );
    const half = earlier(series(day(200), days(180)), series(day(0), days(380)));
    assert.deepEqual([half?.firstDay, half?.values.length], [day(18), 182]);
  });

  it('are absent if none is known, or only those of another measure', () => {
    assert.equal(earlier(series(day(0), [1, 2]), series(day(0), [1, 2])), undefined);
    assert.equal(earlier(series(day(4), [5]), series(day(0), [null, null, null, null, 5])), undefined);
    assert.equal(earlier(series(day(4), [5]), series(day(0), [1, 2, 3, 4, 5], 'All')), undefined);
  });
});
