import assert from 'node:assert/strict';
import fc from 'fast-check';
import { valueFilter } from '../../../media/common/table/filters/valueFilter.js';
import { menuContext } from '../../../media/common/table/grid/menuContext.js';
import { viewOf } from '../../../src/core/table/query/view.js';
import { userColumnIndexes } from '../../../src/core/catalog/userColumns.js';
import type { CellValue, ColumnInfo } from '../../../src/shared/report.js';
import { catalog } from '../../support/catalog.js';
import { csv, csvFile, everyType as report } from '../core/table/support.js';

const columns: readonly ColumnInfo[] = [
  { name: 'User Principal Name', type: 'text', known: true },
  { name: 'Count', type: 'number', known: true },
];

const contextOf = (
  row: number,
  column: number,
  cells?: readonly CellValue[],
  concealed = false,
  canFilter = true,
  isRange = false,
  hasGroups = false,
) =>
  menuContext(row, column, {
    columns: concealed ? columns.map((one) => ({ ...one, concealed })) : columns,
    userColumns: [0],
    canFilter,
    canHide: true,
    pinned: [0],
    isRange,
    hasGroups,
    cells: () => cells,
  });

describe('what the context menu is told', () => {
  const cell = { webviewSection: 'usageReportsCell', row: 3, preventDefaultContextMenuItems: true, isRange: false };

  it('of a cell: where it is, whether rows can be filtered by it, and where its row names a user; never its text', () => {
    const cells = ['ada@contoso.com', 5];
    assert.deepEqual(contextOf(3, 0, cells), { ...cell, column: 0, canFilter: true, isUser: true, userColumn: 0 });
    assert.deepEqual(contextOf(3, 1, cells), { ...cell, column: 1, canFilter: true, isUser: true, userColumn: 0 });
    assert.deepEqual(contextOf(3, 0, [null, 5]), { ...cell, column: 0, canFilter: true, isUser: false });
    assert.equal(contextOf(3, 2, cells), undefined);
  });

  it('of a group and its header: that it is no row of the report', () => {
    const context = contextOf(3, 1, ['Sales', 5], false, true, false, true);
    assert.deepEqual(context, {
      ...{ ...cell, webviewSection: 'usageReportsGroup' },
      ...{ column: 1, canFilter: true, isUser: false },
    });
    assert.equal(contextOf(-1, 0, undefined, false, true, false, true)?.webviewSection, 'usageReportsGroupHeader');
  });

  it('of a concealed name: that it names nobody', () => {
    const hash = '0123456789ABCDEF0123456789ABCDEF';
    assert.deepEqual(contextOf(3, 0, [hash, 5], true), { ...cell, column: 0, canFilter: true, isUser: false });
    assert.deepEqual(contextOf(3, 0, ['ada@contoso.com', 5], true), {
      ...cell,
      column: 0,
      canFilter: true,
      isUser: true,
      userColumn: 0,
    });
  });

  it('of each cell of a row: the user of the cell, or else the first one that the row names', () => {
    const hash = '0123456789ABCDEF0123456789ABCDEF';
    const name = fc.constantFrom('ada@contoso.com', 'Ada', '', ' ', null, hash);
    const row = fc.array(
      fc.record({ value: fc.oneof(name, fc.integer()), namesUsers: fc.boolean(), concealed: fc.boolean() }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(row, fc.nat(5), (cells, at) => {
        const column = at % cells.length;
        const userColumns = cells.flatMap(({ namesUsers }, index) => (namesUsers ? [index] : []));
        const context = menuContext(3, column, {
          columns: cells.map(({ concealed }, index) => ({ name: `C${index}`, type: 'text', known: true, concealed })),
          userColumns,
          ...{ canFilter: true, canHide: true, pinned: [], isRange: false, hasGroups: false },
          cells: () => cells.map(({ value }) => value),
        });
        const readable = userColumns.filter((index) => {
          const { value, concealed } = cells[index]!;
          return typeof value === 'string' && value.trim() !== '' && !(concealed && value === hash);
        });
        const expected = readable.includes(column) ? column : readable[0];
        assert.ok(context?.webviewSection === 'usageReportsCell');
        assert.deepEqual([context.isUser, context.userColumn], [expected !== undefined, expected]);
      }),
    );
  });

  it('of a row that is on its way, a part of a report, and a text without end: that rows cannot be filtered', () => {
    assert.deepEqual(contextOf(3, 0), { ...cell, column: 0, canFilter: false, isUser: false });
    const user = { isUser: true, userColumn: 0 };
    assert.deepEqual(contextOf(3, 1, ['a', 5], false, false), { ...cell, column: 1, canFilter: false, ...user });
    assert.deepEqual(contextOf(3, 1, ['a', 'x'.repeat(4_000)]), { ...cell, column: 1, canFilter: false, ...user });
  });

  it('of a cell in a range: that several cells can be copied', () => {
    const context = contextOf(3, 1, ['a', 5], false, true, true);
    assert.deepEqual(context, { ...cell, column: 1, canFilter: true, isUser: true, userColumn: 0, isRange: true });
  });

  it('of a header: its column, and whether that is pinned', () => {
    const context = { webviewSection: 'usageReportsHeader', canHide: true, preventDefaultContextMenuItems: true };
    const header = { ...context, column: 1, isPinned: false };
    assert.deepEqual(contextOf(-1, 0), { ...context, column: 0, isPinned: true, canFilter: true });
    assert.deepEqual(contextOf(-1, 1), { ...header, canFilter: true });
    assert.deepEqual(contextOf(-1, 1, undefined, false, false), { ...header, canFilter: false });
  });

  it('names the columns of users in the reports that have them', () => {
    const named = (report: string) => {
      const found = catalog.find(report) ?? assert.fail(report);
      return userColumnIndexes(found, found.columns).map((index) => found.columns[index]?.name);
    };
    assert.ok(named('getEmailActivityUserDetail').includes('User Principal Name'));
    assert.ok(named('getSharePointSiteUsageDetail').includes('Owner Principal Name'));
    assert.deepEqual(named('getEmailActivityCounts'), []);
  });
});

describe('the filter by a value', () => {
  const header = report.columns.map(({ name }) => name);

  it('keeps the row of the cell, and each row with the same value, whatever is in the cell', async () => {
    const text = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('', 'Ada', 'n/a', 'ADA'));
    const row = fc.tuple(
      text,
      fc.oneof(fc.integer().map(String), fc.constantFrom('9007199254740993', '1.5', '-0', ''), text),
      fc.oneof(fc.constantFrom('2026-11-01', '2026-02-30', ''), text),
      fc.oneof(fc.constantFrom('True', 'False', 'Yes', ''), text),
      fc.oneof(fc.constantFrom('EXCHANGE+TEAMS', 'TEAMS', 'TEAMS+TEAMS', ''), text),
      fc.oneof(fc.constantFrom('PT1H', '01:00:00', ''), text),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
        const table = await csv(csvFile([header, ...rows]), report);
        const values = Array.from({ length: table.rowCount }, (_, at) =>
          table.columns.map((_column, column) => table.value(at, column)),
        );
        for (const [at, cells] of values.entries()) {
          for (const [column, value] of cells.entries()) {
            const info = table.columns[column] ?? assert.fail('no column');
            const filter = valueFilter(value, column, info);
            if (filter === undefined) {
              // Separators alone are a list without members, which is not blank, and has nothing to filter by.
              assert.deepEqual(value, []);
              continue;
            }
            const kept = [...(await viewOf(table, { filters: [filter] }))];
            const same = values.flatMap((other, index) =>
              JSON.stringify(other[column]) === JSON.stringify(value) ? [index] : [],
            );
            assert.ok(kept.includes(at), `${info.name}: ${JSON.stringify(value)}`);
            assert.ok(same.every((index) => kept.includes(index)));
            if (info.type !== 'list') {
              assert.deepEqual(kept, same, `${info.name}: ${JSON.stringify(value)}`);
            }
          }
        }
      }),
    );
  });
});
