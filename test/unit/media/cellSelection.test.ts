import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CellSelection } from '../../../media/common/table/grid/cellSelection.js';
import { cellCopy, copyRequest } from '../../../media/common/table/grid/copyRequest.js';
import { claimKey } from '../../../media/common/table/grid/keyAction.js';
import type { CellPosition } from '../../../media/common/table/grid/navigation.js';
import { selectedCells } from '../../../media/common/table/grid/selectedCells.js';

const [ROWS, COLUMNS] = [9, 6];
const cells = fc.record({ row: fc.nat(ROWS - 1), column: fc.nat(COLUMNS - 1) });
const at = (row: number, column: number): CellPosition => ({ row, column });

/** Every cell that is selected, as `row,column`. */
function listed(selection: CellSelection): readonly string[] {
  const all: string[] = [];
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column < COLUMNS; column++) {
      if (selection.has(row, column)) {
        all.push(`${row},${column}`);
      }
    }
  }
  return all;
}

function block(rows: readonly number[], columns: readonly number[]): readonly string[] {
  return rows.flatMap((row) => columns.map((column) => `${row},${column}`));
}

const upTo = (one: number, other: number) =>
  Array.from({ length: Math.abs(other - one) + 1 }, (_, index) => Math.min(one, other) + index);
const allRows = upTo(0, ROWS - 1);
const allColumns = upTo(0, COLUMNS - 1);

describe('a selection of cells', () => {
  it('reaches from where it began to where Shift leads, whatever was in between', () => {
    fc.assert(
      fc.property(cells, fc.array(cells, { minLength: 1 }), (first, others) => {
        const selection = others.reduce((before, cell) => before.extendTo(cell, first), CellSelection.none);
        const last = others.at(-1)!;
        const isOne = last.row === first.row && last.column === first.column;
        // Back at its beginning nothing is selected, and another extension begins at the active cell, which is there.
        assert.deepEqual(
          listed(selection),
          isOne ? [] : block(upTo(first.row, last.row), upTo(first.column, last.column)),
        );
      }),
    );
  });

  it('stays one of whole rows, or of whole columns', () => {
    fc.assert(
      fc.property(cells, cells, fc.boolean(), (first, last, isRows) => {
        const whole = isRows ? CellSelection.none.wholeRows(first) : CellSelection.none.wholeColumns(first, ROWS);
        assert.deepEqual(
          listed(whole.extendTo(last, first)),
          isRows ? block(upTo(first.row, last.row), allColumns) : block(allRows, upTo(first.column, last.column)),
        );
      }),
    );
  });

  it('of some cells becomes one of their rows, or of their columns', () => {
    fc.assert(
      fc.property(cells, cells, (first, last) => {
        const range = CellSelection.between(first, last);
        fc.pre(range.kind === 'cells');
        assert.deepEqual(listed(range.wholeRows(last)), block(upTo(first.row, last.row), allColumns));
        assert.deepEqual(listed(range.wholeColumns(last, ROWS)), block(allRows, upTo(first.column, last.column)));
      }),
    );
  });

  it('is a set of rows, whichever are toggled', () => {
    fc.assert(
      fc.property(fc.array(cells), (toggled) => {
        const expected = new Set<number>();
        let selection = CellSelection.none;
        for (const cell of toggled) {
          selection = selection.toggleRow(cell);
          if (!expected.delete(cell.row)) {
            expected.add(cell.row);
          }
        }
        const rows = [...expected].sort((left, right) => left - right);
        assert.deepEqual(listed(selection), block(rows, allColumns));
        assert.equal(selection.rowCount, rows.length);
        assert.equal(selection.kind, rows.length === 0 ? 'none' : 'rows');
        // Spans that touch would be one.
        assert.ok(selection.rows.every(({ start }, index) => start > (selection.rows[index - 1]?.end ?? -1)));
      }),
    );
  });

  it('of a million rows costs no more than one', () => {
    const all = CellSelection.allRows(1_000_000);
    assert.deepEqual(all.rows, [{ start: 0, end: 1_000_000 }]);
    assert.equal(all.isAllRows(1_000_000), true);
    assert.equal(all.toggleRow(at(5, 0)).isAllRows(1_000_000), false);
    assert.equal(CellSelection.allRows(0).kind, 'none');
    assert.equal(CellSelection.between(at(0, 0), at(999_999, 2)).rowCount, 1_000_000);
  });
});

describe('the keys of a selection', () => {
  const size = { rows: 1_000, columns: COLUMNS, page: 10 };
  const pressed = (keys: string, active: CellPosition, selection: CellSelection) => {
    const parts = keys.split('+');
    const event = {
      key: parts.at(-1) === 'Space' ? ' ' : parts.at(-1)!,
      ctrlKey: parts.includes('Ctrl'),
      metaKey: false,
      shiftKey: parts.includes('Shift'),
      altKey: false,
      preventDefault: () => undefined,
      stopPropagation: () => undefined,
    };
    return claimKey(event as unknown as KeyboardEvent, { active, selection, size });
  };
  /** Presses keys one after the other, beginning at a cell. */
  const after = (start: CellPosition, ...keys: readonly string[]) => {
    let [active, selection] = [start, CellSelection.none];
    for (const key of keys) {
      const action = pressed(key, active, selection);
      assert.ok(action?.kind === 'move' || action?.kind === 'select', key);
      selection = action.selection ?? selection;
      active = action.kind === 'move' ? action.to : active;
    }
    const { rows, columns } = selection;
    return { active, rows, columns };
  };
  const span = (start: number, end: number) => ({ start, end });

  for (const [keys, expected] of [
    [['Shift+ArrowDown', 'Shift+ArrowRight'], { rows: [span(20, 22)], columns: span(2, 4) }],
    [['Shift+ArrowUp', 'Shift+ArrowLeft'], { rows: [span(19, 21)], columns: span(1, 3) }],
    [['Shift+Home'], { rows: [span(20, 21)], columns: span(0, 3) }],
    [['Shift+End'], { rows: [span(20, 21)], columns: span(2, COLUMNS) }],
    [['Shift+PageDown'], { rows: [span(20, 31)], columns: span(2, 3) }],
    [['Shift+PageUp'], { rows: [span(10, 21)], columns: span(2, 3) }],
    [['Ctrl+Shift+ArrowDown'], { rows: [span(20, 1_000)], columns: span(2, 3) }],
    [['Ctrl+Shift+End'], { rows: [span(20, 1_000)], columns: span(2, COLUMNS) }],
    [['Ctrl+Shift+Home'], { rows: [span(0, 21)], columns: span(0, 3) }],
    [['Ctrl+a'], { rows: [span(0, 1_000)], columns: undefined }],
    [['Shift+Space'], { rows: [span(20, 21)], columns: undefined }],
    [['Shift+Space', 'Shift+ArrowDown'], { rows: [span(20, 22)], columns: undefined }],
    [['Ctrl+Space'], { rows: [span(0, 1_000)], columns: span(2, 3) }],
    [['Ctrl+Space', 'Shift+ArrowRight'], { rows: [span(0, 1_000)], columns: span(2, 4) }],
    [['Shift+ArrowDown', 'Escape'], { rows: [], columns: undefined }],
    [['Shift+ArrowDown', 'ArrowDown'], { rows: [], columns: undefined }],
    [['Shift+ArrowDown', 'ArrowRight'], { rows: [], columns: undefined }],
    [['Space', 'ArrowRight'], { rows: [span(20, 21)], columns: undefined }],
    [['Space', 'ArrowDown'], { rows: [], columns: undefined }],
  ] as const) {
    it(keys.join(', '), () => {
      const { rows, columns } = after(at(20, 2), ...keys);
      assert.deepEqual({ rows, columns }, expected);
    });
  }

  it('with Shift never lead into the headers, and from a header never back', () => {
    const top = after(at(1, 2), 'Shift+ArrowUp', 'Shift+ArrowUp', 'Shift+ArrowUp');
    assert.deepEqual(top, { active: at(0, 2), rows: [span(0, 2)], columns: span(2, 3) });
    assert.deepEqual(after(at(-1, 2), 'Shift+ArrowRight'), { active: at(-1, 3), rows: [], columns: undefined });
  });
});

describe('what is copied of a selection', () => {
  const view = { filter: 'x' };
  // The columns on screen: others are hidden, and the order is not that of the file.
  const state = { view, active: at(3, 1), rowCount: 10, shown: [4, 0, 2] };
  const range = CellSelection.between(at(2, 1), at(5, 2));

  it('are cells as they are on screen, with their names only where they are wanted or needed', () => {
    const cellsOf = { view, rows: [{ start: 2, end: 6 }], columns: [0, 2] };
    const selection = range;
    assert.deepEqual(copyRequest({ ...state, selection }), { ...cellsOf, withoutNames: true });
    assert.deepEqual(copyRequest({ ...state, selection }, { withNames: true }), cellsOf);
    for (const format of ['csvNormalized', 'json', 'markdown'] as const) {
      assert.deepEqual(copyRequest({ ...state, selection }, { format }), { ...cellsOf, format });
    }
  });

  it('are whole rows as the file has them', () => {
    const rows = CellSelection.none.wholeRows(at(3, 1));
    assert.deepEqual(copyRequest({ ...state, selection: rows }), { view, rows: [{ start: 3, end: 4 }] });
    assert.deepEqual(copyRequest({ ...state, selection: CellSelection.allRows(10) }), { view });
    const columns = CellSelection.none.wholeColumns(at(3, 2), 10);
    assert.deepEqual(copyRequest({ ...state, selection: columns }), { view, columns: [2], withoutNames: true });
  });

  it('is the active row, or nothing', () => {
    const selection = CellSelection.none;
    assert.deepEqual(copyRequest({ ...state, selection }), { view, rows: [{ start: 3, end: 4 }] });
    assert.equal(copyRequest({ ...state, selection, active: at(-1, 0) }), undefined);
    assert.equal(copyRequest({ ...state, selection, rowCount: 0 }), undefined);
    assert.deepEqual(cellCopy(view, 3, 4), { view, rows: [{ start: 3, end: 4 }], columns: [4], withoutNames: true });
  });

  it('is told to those around in columns of the table', () => {
    assert.equal(selectedCells(CellSelection.none, state.shown), undefined);
    assert.deepEqual(selectedCells(range, state.shown), {
      rows: [{ start: 2, end: 6 }],
      rowCount: 4,
      columns: [0, 2],
      isRows: false,
    });
    assert.deepEqual(selectedCells(CellSelection.allRows(7), state.shown)?.columns, state.shown);
  });
});
