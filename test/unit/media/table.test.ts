import { isNumeric } from '../../../src/shared/measures.js';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { createFormat } from '../../../src/shared/format/format.js';
import { formatCell, formatPlainCell, truncate } from '../../../media/common/base/format/formatCell.js';
import { moved } from '../../../media/common/table/grid/navigation.js';
import { nextSort, sortPlace } from '../../../media/common/table/grid/sortOrder.js';
import { MAX_PHYSICAL_HEIGHT, ScrollMap } from '../../../media/common/table/grid/scrollMap.js';
import {
  columnWidths,
  MAX_COLUMN_WIDTH,
  MAX_LIST_WIDTH,
  MAX_SENTENCE_WIDTH,
  MIN_COLUMN_WIDTH,
} from '../../../media/common/table/grid/columnWidths.js';
import type { RowsPart } from '../../../src/shared/pages/common.js';
import { MAX_ROWS_HELD, RowWindow, type RowRange } from '../../../media/common/table/grid/rowWindow.js';
import { reasonFilters } from '../../../media/common/table/filters/reasonFilters.js';
import { texts } from '../../../media/common/base/texts.js';
import { ACTIVITY_STATES, BLANK_REASONS, USER_STATES } from '../../../src/shared/blankReasons.js';
import { COLUMN_TYPES, type ColumnInfo, type ColumnType, MAX_SORT_KEYS } from '../../../src/shared/report.js';

const format = createFormat('en');
const column = (type: ColumnInfo['type'], rest: Partial<ColumnInfo> = {}): ColumnInfo => ({
  name: 'Name',
  type,
  known: true,
  ...rest,
});

describe('cells', () => {
  it('say why they are blank, where the table knows it; a list of somebody who is there has no members', () => {
    const reasonOf = (type: ColumnType, state: string) => {
      const { blank, mark, text } = formatPlainCell([null, state], 0, { ...column(type), blanksAt: 1 }, format);
      assert.ok(blank);
      return mark === 'reason' ? text : undefined;
    };
    for (const type of COLUMN_TYPES) {
      for (const reason of BLANK_REASONS) {
        assert.equal(reasonOf(type, USER_STATES[reason]), texts.blankReasons[reason]);
      }
      for (const state of [...ACTIVITY_STATES, 'sent'] as const) {
        const expected = type === 'list' ? undefined : texts.blankReasons.notSent;
        assert.equal(reasonOf(type, USER_STATES[state]), expected, `${type} ${state}`);
        const { states } = reasonFilters(0, type, 1, 'notSent');
        assert.equal(states.kind === 'values' && states.values.includes(USER_STATES[state]), type !== 'list');
      }
    }
  });

  it('tell blank from zero, false and an empty text', () => {
    assert.deepEqual(formatCell(null, column('number'), format), { text: '–', label: 'blank', blank: true });
    assert.equal(formatCell([], column('list'), format).blank, true);
    assert.equal(formatCell('', column('text'), format).blank, true);
    assert.deepEqual(formatCell(0, column('number'), format), { text: '0', blank: false });
    assert.deepEqual(formatCell(false, column('boolean'), format), { text: 'No', blank: false });
  });

  it('show units, with the exact number in the tooltip', () => {
    const formattedCell = formatCell(1_503_238_553, column('number', { unit: 'bytes' }), format);
    assert.equal(formattedCell.text, '1.4\u00a0GB');
    assert.equal(formattedCell.title, '1,503,238,553 bytes');
    assert.equal(formatCell(65, column('duration'), format).text, '1\u00a0min\u00a005\u00a0sec');
    assert.deepEqual(formatCell(1.23456, column('number'), format), { text: '1.23', title: '1.23456', blank: false });
  });

  it('show text in a number’s place as it came', () => {
    assert.equal(formatCell('n/a', column('number'), format).text, 'n/a');
    assert.equal(formatCell('12 apples or so', column('date'), format).text, '12 apples or so');
  });

  it('show days and lists', () => {
    assert.deepEqual(formatCell('2026-11-18', column('date'), format), {
      text: 'Nov 18, 2026',
      title: '2026-11-18',
      blank: false,
    });
    const application = column('text', { application: true });
    const own = '00000000-0000-4000-8000-000000000001';
    const explorer = 'DE8BC8B5-d9f9-48b1-a8ad-b748da725064';
    assert.deepEqual(formatCell(explorer, application, format), {
      text: 'Graph Explorer',
      title: explorer,
      blank: false,
    });
    assert.equal(formatCell(own, application, format).text, own);
    assert.equal(formatCell(explorer, column('text'), format).text, explorer);
    assert.equal(formatCell(['E5', 'VISIO'], column('list'), format).text, 'E5, VISIO');
  });

  it('are cut where a cell is longer than any screen', () => {
    const formattedCell = formatCell('x'.repeat(1_000_000), column('text'), format);
    assert.equal(formattedCell.text.length, 301);
    assert.equal(formattedCell.title?.length, 2001);
    assert.equal(truncate('ab😀', 3), 'ab…');
    assert.equal(truncate('abc', 3), 'abc');
  });

  it('do not let a name turn the reading direction', () => {
    assert.equal(formatCell('\u202eevil\u2066', column('text'), format).text, 'evil');
  });

  it('put numbers at the right edge', () => {
    assert.deepEqual(
      ['text', 'number', 'date', 'boolean', 'duration', 'list'].map((type) =>
        isNumeric(column(type as ColumnInfo['type'])),
      ),
      [false, true, false, false, true, false],
    );
  });
});

describe('column widths', () => {
  const measure = (text: string) => text.length * 10;

  it('fit header and cells, within limits', () => {
    const columns = [column('text', { name: '' }), column('text', { name: 'Name' }), column('text', { name: 'Long' })];
    const [first, second, third] = columnWidths(columns, [['a', 'somebody else', 'x'.repeat(500)]], format, measure);
    assert.ok(first !== undefined && first >= MIN_COLUMN_WIDTH && first < second!);
    assert.equal(second, 150);
    assert.equal(third, MAX_COLUMN_WIDTH);
  });

  it('show more of sentences and of lists than of a long name', () => {
    const long = 'x'.repeat(500);
    const columns = [column('text', { ownTexts: true }), column('list'), column('text')];
    assert.deepEqual(columnWidths(columns, [[long, [long], long]], format, measure), [
      MAX_SENTENCE_WIDTH,
      MAX_LIST_WIDTH,
      MAX_COLUMN_WIDTH,
    ]);
  });

  it('never cut off the widest text for a fraction of a pixel', () => {
    const fractional = (text: string) => text.length * 10.01;
    const [width = 0] = columnWidths([column('text', { name: 'Name' })], [['somebody else']], format, fractional);
    assert.ok(width >= fractional('somebody else') + 20, String(width));
  });

  it('leave room for marks before the name', () => {
    const width = (rest: Partial<ColumnInfo>) =>
      columnWidths([column('text', { name: 'Recipient', ...rest })], [], format, measure)[0] ?? 0;
    assert.ok(width({ known: false }) > width({}));
    assert.ok(width({ concealed: true }) > width({}));
  });
});

describe('scroll map', () => {
  const map = (rows: number) => {
    const result = new ScrollMap();
    result.resize(rows * 24, 480);
    return result;
  };

  it('is the scrollbar itself for tables of ordinary size', () => {
    const small = map(1000);
    assert.equal(small.physicalHeight, 24_000);
    small.scrolled(1234);
    assert.equal(small.top, 1234);
    assert.equal(small.place(2400), 2400);
    assert.equal(small.scrollTo(5000), 5000);
  });

  it('reaches the last row of a million', () => {
    const large = map(1_000_000);
    assert.equal(large.physicalHeight, MAX_PHYSICAL_HEIGHT);
    large.scrolled(MAX_PHYSICAL_HEIGHT - 480);
    assert.equal(large.top, 24_000_000 - 480);
    assert.equal(large.place(24_000_000 - 24), MAX_PHYSICAL_HEIGHT - 24);
    large.scrolled(0);
    assert.equal(large.top, 0);
  });

  it('takes a jump in proportion and a step in pixels', () => {
    const large = map(1_000_000);
    large.scrolled((MAX_PHYSICAL_HEIGHT - 480) / 2);
    const middle = large.top;
    assert.equal(middle, (24_000_000 - 480) / 2);
    large.scrolled(large.scrollTop + 100);
    assert.equal(large.top, middle + 100);
    large.scrolled(large.scrollTop - 40);
    assert.equal(large.top, middle + 60);
  });

  it('shows a wanted row where the scrollbar then stands', () => {
    const large = map(1_000_000);
    const scrollTop = large.scrollTo(777_777 * 24);
    large.scrolled(scrollTop);
    assert.equal(large.top, 777_777 * 24);
    assert.equal(large.place(777_777 * 24), scrollTop);
  });

  it('stays within shorter content', () => {
    const large = map(1_000_000);
    large.scrollTo(20_000_000);
    large.resize(240, 480);
    assert.equal(large.top, 0);
    assert.equal(large.scrollTop, 0);
  });
});

describe('row window', () => {
  const answer = (requestId: number, range: RowRange, viewRowCount: number, mark = ''): [number, RowsPart] => [
    requestId,
    {
      start: range.start,
      viewRowCount,
      rows: Array.from({ length: Math.max(0, Math.min(range.end, viewRowCount) - range.start) }, (_, index) => [
        `${mark}${range.start + index}`,
      ]),
    },
  ];
  const filled = (visible: RowRange, count: number) => {
    const window = new RowWindow();
    const range = window.missing(visible) ?? assert.fail('nothing asked');
    window.requested(1, range);
    assert.equal(window.accept(...answer(1, range, count)), true);
    return window;
  };

  it('asks for a little more than is visible, and once', () => {
    const window = new RowWindow();
    const range = window.missing({ start: 100, end: 130 }) ?? assert.fail('nothing asked');
    assert.ok(range.start < 100 && range.end > 130);
    window.requested(1, range);
    assert.equal(window.missing({ start: 100, end: 130 }), undefined);
  });

  it('asks for nothing that is here, and never beyond the end', () => {
    const window = filled({ start: 0, end: 30 }, 50);
    assert.equal(window.rowCount, 50);
    assert.equal(window.missing({ start: 0, end: 30 }), undefined);
    assert.equal(window.missing({ start: 20, end: 60 }), undefined);
    assert.deepEqual(window.row(49), ['49']);
  });

  it('asks only for the part that lacks', () => {
    const window = filled({ start: 0, end: 40 }, 1000);
    const range = window.missing({ start: 60, end: 100 }) ?? assert.fail('nothing asked');
    assert.equal(range.start, 80);
  });

  it('ignores answers that nobody waits for', () => {
    const window = filled({ start: 0, end: 30 }, 100);
    assert.equal(window.accept(...answer(9, { start: 0, end: 30 }, 5, 'x')), false);
    assert.equal(window.accept(...answer(1, { start: 0, end: 30 }, 5, 'x')), false);
    assert.equal(window.rowCount, 100);
    assert.deepEqual(window.row(0), ['0']);
  });

  it('keeps old rows on screen until the new view has arrived', () => {
    const window = filled({ start: 0, end: 30 }, 100);
    window.changeView();
    assert.equal(window.isStale, true);
    assert.deepEqual(window.row(0), ['0']);
    const range = window.missing({ start: 0, end: 30 }) ?? assert.fail('nothing asked');
    window.requested(2, range);
    window.accept(...answer(2, range, 3, 'new '));
    assert.equal(window.isStale, false);
    assert.deepEqual([window.rowCount, window.row(0), window.row(5)], [3, ['new 0'], undefined]);
  });

  it('drops what was asked for the view before', () => {
    const window = new RowWindow();
    window.requested(1, { start: 0, end: 30 });
    window.changeView();
    window.requested(2, { start: 0, end: 30 });
    assert.equal(window.accept(...answer(1, { start: 0, end: 30 }, 100, 'old ')), false);
    assert.equal(window.accept(...answer(2, { start: 0, end: 30 }, 7, 'new ')), true);
    assert.equal(window.rowCount, 7);
  });

  it('requests again what failed or was given up', () => {
    const window = new RowWindow();
    const visible = { start: 0, end: 30 };
    const range = window.missing(visible) ?? assert.fail('nothing requested');
    window.requested(1, range);
    assert.equal(window.missing(visible), undefined);
    assert.equal(window.forget(1), true);
    assert.equal(window.forget(1), false, 'nobody waits for it any more');
    assert.deepEqual(window.missing(visible), range);
  });

  it('gives up requests for rows that have scrolled away, and those alone', () => {
    const window = filled({ start: 0, end: 30 }, 10_000);
    window.requested(2, { start: 1_000, end: 1_100 });
    window.requested(3, { start: 5_000, end: 5_100 });
    assert.deepEqual(window.forgetScrolledAway({ start: 5_110, end: 5_140 }), [2]);
    assert.deepEqual(window.forgetScrolledAway({ start: 5_110, end: 5_140 }), []);
    assert.equal(window.accept(...answer(2, { start: 1_000, end: 1_100 }, 10_000)), false);
    assert.equal(window.accept(...answer(3, { start: 5_000, end: 5_100 }, 10_000)), true);
  });

  it('forgets everything with another report', () => {
    const window = filled({ start: 0, end: 30 }, 100);
    window.clear();
    assert.deepEqual([window.rowCount, window.row(0), window.isStale], [undefined, undefined, false]);
  });

  it('begins with the rows that came with the report, and asks only for what lies beyond them', () => {
    const window = filled({ start: 0, end: 30 }, 100);
    window.clear({ start: 0, viewRowCount: 500, rows: Array.from({ length: 60 }, (_, row) => [`first ${row}`]) });
    assert.deepEqual([window.rowCount, window.row(59), window.isStale], [500, ['first 59'], false]);
    assert.equal(window.missing({ start: 0, end: 40 }), undefined);
    assert.equal(window.missing({ start: 40, end: 80 })?.start, 60);
  });

  it('keeps what it holds when the rest of the same rows arrives', () => {
    const rows = new RowWindow();
    rows.clear({ start: 0, viewRowCount: 3, rows: [['a'], ['b'], ['c']] });
    rows.requested(7, { start: 2, end: 3 });
    rows.extend({ start: 0, viewRowCount: 500, rows: [['a'], ['b']] });
    assert.equal(rows.rowCount, 500);
    assert.deepEqual(rows.row(2), ['c']);
    assert.equal(
      rows.accept(7, { start: 2, viewRowCount: 3, rows: [['x']] }),
      false,
      'an answer about the part is of no use',
    );
  });

  it('holds a few hundred rows of a million, those around the viewport', () => {
    const window = new RowWindow();
    let request = 0;
    for (let start = 0; start < 20_000; start += 35) {
      const visible = { start, end: start + 30 };
      const range = window.missing(visible);
      if (range !== undefined) {
        assert.ok(range.end - range.start <= MAX_ROWS_HELD);
        window.requested(++request, range);
        window.accept(...answer(request, range, 1_000_000));
      }
      assert.ok(window.size <= MAX_ROWS_HELD);
      for (let row = visible.start; row < visible.end; row++) {
        assert.deepEqual(window.row(row), [String(row)]);
      }
    }
  });
});

describe('grid navigation', () => {
  const size = { rows: 100, columns: 5, page: 10 };
  const at = (row: number, columnIndex: number) => ({ row, column: columnIndex });

  it('moves by cells and stops at the edges', () => {
    assert.deepEqual(moved(at(0, 0), 'ArrowDown', false, size), at(1, 0));
    assert.deepEqual(moved(at(0, 0), 'ArrowUp', false, size), at(-1, 0));
    assert.deepEqual(moved(at(-1, 0), 'ArrowUp', false, size), at(-1, 0));
    assert.deepEqual(moved(at(99, 4), 'ArrowRight', false, size), at(99, 4));
    assert.deepEqual(moved(at(99, 4), 'ArrowDown', false, size), at(99, 4));
  });

  it('moves to ends and by pages', () => {
    assert.deepEqual(moved(at(5, 2), 'Home', false, size), at(5, 0));
    assert.deepEqual(moved(at(5, 2), 'End', false, size), at(5, 4));
    assert.deepEqual(moved(at(5, 2), 'Home', true, size), at(0, 0));
    assert.deepEqual(moved(at(5, 2), 'End', true, size), at(99, 4));
    assert.deepEqual(moved(at(5, 2), 'PageDown', false, size), at(15, 2));
    assert.deepEqual(moved(at(5, 2), 'PageUp', false, size), at(0, 2));
    assert.equal(moved(at(5, 2), 'x', false, size), undefined);
  });

  it('has only the header where there are no rows', () => {
    assert.deepEqual(moved(at(-1, 0), 'ArrowDown', false, { ...size, rows: 0 }), at(-1, 0));
  });

  it('cycles a column’s order', () => {
    const ascending = nextSort(undefined, 3);
    const descending = nextSort(ascending, 3);
    assert.deepEqual(
      [ascending, descending, nextSort(descending, 3)],
      [[{ column: 3, descending: false }], [{ column: 3, descending: true }], undefined],
    );
    assert.deepEqual(nextSort(descending, 1), [{ column: 1, descending: false }]);
  });

  it('adds keys to an order, turns one around where it is, and takes it out', () => {
    const two = nextSort(nextSort(undefined, 3), 1, true);
    assert.deepEqual(two, [
      { column: 3, descending: false },
      { column: 1, descending: false },
    ]);
    const turned = nextSort(two, 3, true);
    assert.deepEqual(turned?.[0], { column: 3, descending: true });
    assert.deepEqual(
      [sortPlace(turned, 3), sortPlace(turned, 1), sortPlace(turned, 2)],
      [{ direction: 'descending', rank: 1 }, { direction: 'ascending', rank: 2 }, { direction: 'none' }],
    );
    assert.deepEqual(nextSort(turned, 3, true), [{ column: 1, descending: false }]);
    assert.deepEqual(nextSort(two, 1), [{ column: 1, descending: false }]);
    assert.equal(nextSort([{ column: 1, descending: true }], 1, true), undefined);
  });

  it('has each column at most once, and no more keys than the host takes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(30), fc.boolean()), { maxLength: 60 }), (clicks) => {
        let sort: ReturnType<typeof nextSort>;
        for (const [column, isAdded] of clicks) {
          sort = nextSort(sort, column, isAdded);
          const columns = (sort ?? []).map((key) => key.column);
          assert.equal(new Set(columns).size, columns.length);
          assert.ok(columns.length <= MAX_SORT_KEYS && (isAdded || columns.length <= 1));
        }
      }),
    );
  });
});
