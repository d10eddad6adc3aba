import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { ReportGroups, type ReportGroupsOptions } from '../../../../src/features/reportPanel/reportGroups.js';
import { queryOfView } from '../../../../src/services/reports/queryOfView.js';
import type { Report } from '../../../../src/services/reports/report.js';
import { decodeLocally } from '../../../../src/services/tables/decodeLocally.js';
import type { QueryHandle, TableHandle } from '../../../../src/services/tables/tableHandle.js';
import type { Grouping, GroupingKey } from '../../../../src/shared/pages/grouping.js';
import { groupColumnNames } from '../../../../src/shared/query/groupColumnNames.js';
import type { TableView } from '../../../../src/shared/report.js';
import { groupsView, sortedGrouping, sortOfView } from '../../../../src/shared/views/groupedRows.js';
import { namedMeasures } from '../../../../src/shared/views/measureNames.js';
import { chunksOf, csvFile, definition } from '../../core/table/support.js';

const HEADER = [
  'User Principal Name',
  'Team',
  'Calls',
  'Last Activity Date',
  'Assigned Products',
  'Is Deleted',
  'Report Refresh Date',
];
const report = definition(
  [
    { name: 'User Principal Name', type: 'text', identity: true },
    { name: 'Team', type: 'text' },
    { name: 'Calls', type: 'number', unit: 'count' },
    { name: 'Last Activity Date', type: 'date' },
    { name: 'Assigned Products', type: 'list' },
    { name: 'Is Deleted', type: 'boolean' },
    { name: 'Report Refresh Date', type: 'date' },
  ],
  { keys: ['User Principal Name'] },
);
const row = fc.tuple(
  fc
    .tuple(fc.constantFrom('ada', 'bo', 'cy'), fc.constantFrom('@one.example', '@two.example', '@on.example', '', '@'))
    .map((parts) => parts.join('')),
  fc.constantFrom('', 'east', 'North', '@one.example'),
  fc.oneof(fc.constantFrom('', 'many'), fc.integer({ min: -20, max: 60 }).map(String)),
  fc.oneof(
    fc.constantFrom('', '0001-01-01', 'soon'),
    fc.integer({ min: 0, max: 300 }).map((ago) => new Date(Date.UTC(2026, 10, 18 - ago)).toISOString().slice(0, 10)),
  ),
  fc.constantFrom('', 'E3', 'E3+Visio', 'Visio+E3'),
  fc.constantFrom('', 'True', 'False'),
);
const KEYS: readonly GroupingKey[] = [
  { column: 'User Principal Name' },
  { column: 'User Principal Name', by: 'domain' },
  { column: 'Team' },
  { column: 'Calls' },
  { column: 'Calls', by: 'range', step: 10 },
  { column: 'Last Activity Date' },
  { column: 'Last Activity Date', by: 'month' },
  { column: 'Last Activity Date', by: 'week' },
  { column: 'Last Activity Date', by: 'weekday' },
  { column: 'Last Activity Date', by: 'activeWithin', days: [7, 30] },
  { column: 'Assigned Products' },
  { column: 'Assigned Products', by: 'member' },
  { column: 'Is Deleted' },
];
const COUNT = [{ kind: 'count' }] as const;
const MEASURES: Grouping['measures'] = [
  { kind: 'count' },
  { kind: 'share' },
  { kind: 'mean', column: 'Calls' },
  { kind: 'median', column: 'Calls' },
  { kind: 'max', column: 'Last Activity Date' },
  { kind: 'distinct', column: 'Team' },
  { kind: 'shareWithValue', column: 'Team' },
];
const VIEWS: readonly TableView[] = [
  {},
  { filters: [{ column: 1, kind: 'values', values: ['east', 'North'] }] },
  { filters: [{ column: 2, kind: 'range', from: 0, to: 30 }] },
  { filter: 'e' },
];
const { signal } = new AbortController();
/** Texts that say what they were asked. */
const texts: ReportGroupsOptions['texts'] = {
  groupColumnLabels: ({ keys, measures }) => [...keys, ...measures].map((_, at) => `column ${at + 1}`),
  groupNotes: ({ leftOut }) => leftOut.map(({ reason }) => reason),
  noFilterText: (by) => `no filter: ${by}`,
  refusalText: (code) => `refused: ${code}`,
};

function rowsOf(...rows: readonly (readonly string[])[]): string {
  return csvFile([HEADER, ...rows.map((cells) => [...cells, '2026-11-18'])]);
}

describe('the groups of a report', () => {
  const owned: { dispose(): void }[] = [];
  afterEach(() => owned.splice(0).forEach((one) => one.dispose()));

  async function reportOf(text: string, more: (table: TableHandle) => TableHandle = (table) => table) {
    const table = await decodeLocally(chunksOf(text), 'csv', report);
    owned.push(table);
    const opened: Partial<Report> = {
      ref: { connection: 'northlight', report: report.name },
      ...{ definition: report, table: more(table), refreshDate: '2026-11-18', fetchedAt: '2026-11-20T08:00:00.000Z' },
    };
    return opened as Report;
  }

  function groupsWith(minimumSize = 1): ReportGroups {
    const groups = new ReportGroups({ minimumSize: () => minimumSize, texts });
    owned.push(groups);
    return groups;
  }

  it('open to as many rows as were counted, or say why they do not, whatever is grouped and filtered', async () => {
    let opened = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 25 }),
        fc.uniqueArray(fc.constantFrom(...KEYS), { minLength: 1, maxLength: 2, selector: ({ column }) => column }),
        fc.constantFrom(...VIEWS),
        async (rows, keys, view) => {
          const of = await reportOf(rowsOf(...rows));
          const groups = groupsWith();
          const grouping: Grouping = { keys, measures: COUNT.slice() };
          const answer = await groups.ask(of, grouping, view, signal);
          assert.equal(answer.refusal, undefined);
          const countAt = answer.keyWidths.reduce((sum, width) => sum + width, 0);
          for (const [at, cells] of answer.firstRows.rows.entries()) {
            const found = await groups.filters(of, { view: groupsView(grouping), row: at }, signal);
            if (found.refusal !== undefined) {
              refused++;
              continue;
            }
            opened++;
            const shown = { filters: found.filters, filter: found.filter ?? view.filter };
            const { viewRowCount } = await of.table.rows(shown, 0, 0);
            assert.equal(viewRowCount, cells[countAt], JSON.stringify([cells, found]));
          }
        },
      ),
    );
    assert.ok(opened > 20 && refused > 0, `${opened} opened, ${refused} refused`);
  });

  it('begin with the largest, and in the order of their keys where those have one', async () => {
    const people = [
      ['ada', 'east', '5', '2026-10-01', '', ''],
      ['bo', 'north', '25', '2026-11-02', '', ''],
      ['cy', 'north', '26', '2026-11-03', '', ''],
    ];
    const of = await reportOf(rowsOf(...people));
    const ask = async (key: GroupingKey) =>
      (await groupsWith().ask(of, { keys: [key], measures: [...COUNT] }, {}, signal)).firstRows.rows;
    assert.deepEqual(await ask({ column: 'Team' }), [
      ['north', 2],
      ['east', 1],
    ]);
    assert.deepEqual(await ask({ column: 'Last Activity Date', by: 'month' }), [
      ['2026-10', 1],
      ['2026-11', 2],
    ]);
    assert.deepEqual(await ask({ column: 'Calls', by: 'range', step: 10 }), [
      [0, 10, 1],
      [20, 30, 2],
    ]);
  });

  it('come in the order that was chosen, the same in the panel, lent to an export, and in the export of a saved view', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 25 }),
        fc.constantFrom(...KEYS),
        fc.uniqueArray(fc.constantFrom(...MEASURES), { minLength: 1, maxLength: 3 }),
        fc.uniqueArray(fc.tuple(fc.nat(9), fc.boolean()), { maxLength: 3, selector: ([column]) => column }),
        async (rows, key, measures, chosen) => {
          const of = await reportOf(rowsOf(...rows));
          const plain: Grouping = { keys: [key], measures };
          const groups = groupsWith();
          const { columns, rowCount } = await groups.ask(of, plain, {}, signal);
          const view: TableView = {
            sort: chosen.map(([column, descending]) => ({ column: column % columns.length, descending })),
          };
          const onScreen = (await groups.rows(of, { view, start: 0, end: rowCount }, signal)).rows;

          const grouping = sortedGrouping(plain, sortOfView(plain, view));
          const again = groupsWith();
          await again.ask(of, grouping, {}, signal);
          const lent = again.borrow(of);
          const { query, unfit } = queryOfView(of, { name: 'Mine', grouping });
          const exported = await of.table.query(query, { definition: report, origin: { fetchedAt: of.fetchedAt } });
          owned.push(exported);
          assert.deepEqual(unfit, []);
          assert.deepEqual((await lent?.report.table.rows(lent.view, 0, rowCount))?.rows, onScreen);
          assert.deepEqual(
            lent?.report.table.columns.map(({ name }) => name),
            exported.columns.map(({ name }) => name),
            'the groups on screen and those of a view have the same names in a file',
          );
          assert.deepEqual((await exported.rows({}, 0, rowCount)).rows, onScreen);
          assert.deepEqual(
            exported.columns.map(({ name }) => name),
            groupColumnNames(plain.keys, namedMeasures(plain, { columns: of.table.columns, rowNoun: 'users' })),
          );
          lent?.dispose();
        },
      ),
    );
  });

  it('below the smallest size are left out, and that is said; a size that is none counts as 1', async () => {
    const of = await reportOf(
      rowsOf(['ada', 'east', '', '', '', ''], ['bo', 'north', '', '', '', ''], ['cy', 'north', '', '', '', '']),
    );
    const grouping: Grouping = { keys: [{ column: 'Team' }], measures: [...COUNT] };
    const two = await groupsWith(2).ask(of, grouping, {}, signal);
    assert.deepEqual([two.firstRows.rows, two.notes], [[['north', 2]], ['smallGroups']]);
    for (const size of [0, -3, 1.9]) {
      const all = await groupsWith(size).ask(of, grouping, {}, signal);
      assert.deepEqual([all.rowCount, all.notes], [2, []], String(size));
    }
  });

  it('are refused with the reason where the question has no answer, and nothing is left to read', async () => {
    const of = await reportOf(rowsOf(['ada', 'east', '5', '', '', '']));
    const groups = groupsWith();
    await groups.ask(of, { keys: [{ column: 'Team' }], measures: [...COUNT] }, {}, signal);
    const answer = await groups.ask(of, { keys: [{ column: 'Gone' }], measures: [...COUNT] }, {}, signal);
    assert.match(answer.refusal ?? '', /^refused: /);
    assert.equal(groups.borrow(of), undefined);
    assert.throws(() => groups.rows(of, { view: {}, start: 0, end: 1 }, signal), { name: 'AbortError' });
  });

  it('fail as reading does', async () => {
    const lost = new UsageReportsError('tableLost', 'gone');
    const of = await reportOf(rowsOf(['ada', 'east', '5', '', '', '']), (table) => ({
      ...table,
      columns: table.columns,
      query: () => Promise.reject(lost),
    }));
    const asked = groupsWith().ask(of, { keys: [{ column: 'Team' }], measures: [...COUNT] }, {}, signal);
    await assert.rejects(asked, lost);
  });

  it('are a table that is lent in the order on screen, and closed once nobody needs it', async () => {
    const opened: QueryHandle[] = [];
    const closed: QueryHandle[] = [];
    const of = await reportOf(rowsOf(['ada', 'east', '5', '', '', ''], ['bo', 'north', '7', '', '', '']), (table) => ({
      ...table,
      columns: table.columns,
      query: async (...asked) => {
        const handle = await table.query(...asked);
        const close = handle.dispose.bind(handle);
        opened.push(Object.assign(handle, { dispose: () => (closed.push(handle), close()) }));
        return handle;
      },
    }));
    const groups = groupsWith();
    const grouping: Grouping = { keys: [{ column: 'Team' }], measures: [...COUNT] };
    assert.equal(groups.borrow(of), undefined);
    await groups.ask(of, grouping, {}, signal);
    const order: TableView = { sort: [{ column: 0, descending: true }] };
    await groups.rows(of, { view: order, start: 0, end: 10 }, signal);
    const borrowed = groups.borrow(of);
    assert.deepEqual(borrowed?.view, order);
    assert.equal(groups.borrow({ ...of }), undefined, 'of another report there is none');

    await groups.ask(of, grouping, {}, signal);
    assert.deepEqual(closed, []);
    borrowed?.dispose();
    assert.deepEqual(closed, opened.slice(0, 1));
    groups.drop();
    assert.deepEqual(closed, opened);
    assert.equal(groups.borrow(of), undefined);
  });
});
