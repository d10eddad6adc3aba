import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Arrangement } from '../../../media/common/table/columns/arrangement.js';
import { columnIds } from '../../../src/shared/columnIds.js';
import { pinnedWidths } from '../../../media/common/table/grid/pinnedWidths.js';
import { type ColumnChoices, usualColumnChoices } from '../../../src/shared/pages/columnChoices.js';
import { parsePanelState } from '../../../src/shared/pages/savedPanel.js';
import type { ColumnInfo } from '../../../src/shared/report.js';

const column = (name: string): ColumnInfo => ({ name, type: 'text', known: true });
const named = (...names: string[]) => names.map(column);
const FIVE = named('A', 'B', 'C', 'D', 'E');
const arranged = (choices: ColumnChoices = usualColumnChoices, columns = FIVE, constant: readonly number[] = []) =>
  new Arrangement(choices, columns, { constant });
const ascending = (numbers: readonly number[]) => [...numbers].sort((left, right) => left - right);

type Step = (one: Arrangement) => ColumnChoices;
/** Everything that somebody can do to columns, in any order. */
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(fc.nat(9), fc.boolean()).map(
    ([index, isShown]): Step =>
      (one) =>
        one.withShown(index, isShown),
  ),
  fc.tuple(fc.nat(9), fc.boolean()).map(
    ([index, isPinned]): Step =>
      (one) =>
        one.withPinned(index, isPinned),
  ),
  fc.tuple(fc.nat(9), fc.integer({ min: -2, max: 12 })).map(
    ([index, to]): Step =>
      (one) =>
        one.withMoved(index, to),
  ),
  fc.tuple(fc.nat(9), fc.integer({ min: 56, max: 400 })).map(
    ([index, width]): Step =>
      (one) =>
        one.withWidth(index, width),
  ),
  fc.boolean().map(
    (isShown): Step =>
      (one) =>
        one.withConstantShown(isShown),
  ),
  fc.constant((one: Arrangement) => one.withoutHidden()),
);
const table = fc
  .tuple(
    fc.array(fc.constantFrom('A', 'B', 'C', 'A (2)', ''), { minLength: 1, maxLength: 8 }),
    fc.uniqueArray(fc.nat(7)),
  )
  .map(([names, constant]) => ({ columns: named(...names), constant: constant.filter((one) => one < names.length) }));

describe('arranged columns', () => {
  it('are changed where they are not as the table usually has them, which may be with some of them hidden', () => {
    const usual: ColumnChoices = { showConstant: false, hidden: ['B', 'D'] };
    const of = (choices: ColumnChoices) => new Arrangement(choices, FIVE, { constant: [], usual });
    const one = of(usual);
    assert.deepEqual([one.isChanged, one.layout.shown], [false, [0, 2, 4]]);
    const all = of(one.withoutHidden());
    assert.deepEqual([all.isChanged, all.layout.shown], [true, [0, 1, 2, 3, 4]]);
    const again = of(all.usual);
    assert.deepEqual([again.isChanged, again.layout.shown], [false, [0, 2, 4]]);
    fc.assert(
      fc.property(step, (take) => {
        const plain = arranged(take(arranged()));
        assert.equal(plain.isChanged, JSON.stringify(plain.choices) !== JSON.stringify(usualColumnChoices));
      }),
    );
  });

  it('are every column once whatever is done to them, and what is hidden is told', () => {
    fc.assert(
      fc.property(table, fc.array(step, { maxLength: 20 }), ({ columns, constant }, steps) => {
        let one = arranged(usualColumnChoices, columns, constant);
        for (const take of steps) {
          one = arranged(take(one), columns, constant);
          const { shown, pinned, hidden, order } = one.layout;
          const all = columns.map((_, index) => index);
          assert.deepEqual(ascending([...shown, ...hidden.map((each) => each.column)]), all);
          assert.deepEqual(ascending(order), all);
          assert.ok(shown.length > 0);
          assert.deepEqual(shown.slice(0, pinned.length), pinned);
        }
      }),
    );
  });

  it('come back from a saved state as they were', () => {
    fc.assert(
      fc.property(table, fc.array(step, { maxLength: 20 }), ({ columns, constant }, steps) => {
        let one = arranged(usualColumnChoices, columns, constant);
        for (const take of steps) {
          one = arranged(take(one), columns, constant);
        }
        const saved = { ref: { connection: 'sample', report: 'x' }, view: {}, columnChoices: one.choices };
        const restored = parsePanelState(JSON.parse(JSON.stringify(saved)))?.columnChoices;
        const again = arranged(restored, columns, constant);
        assert.deepEqual([again.layout, again.widths], [one.layout, one.widths]);
      }),
    );
  });

  it('move to where they are moved, and no other one changes sides', () => {
    fc.assert(
      fc.property(
        table,
        fc.array(step, { maxLength: 8 }),
        fc.nat(7),
        fc.nat(7),
        ({ columns, constant }, steps, from, to) => {
          let one = arranged(usualColumnChoices, columns, constant);
          for (const take of steps) {
            one = arranged(take(one), columns, constant);
          }
          const { shown, pinned } = one.layout;
          const moved = shown[from];
          fc.pre(moved !== undefined && to < shown.length && from < pinned.length === to < pinned.length);
          const after = arranged(one.withMoved(moved ?? 0, to), columns, constant).layout;
          assert.equal(after.shown.indexOf(moved ?? 0), to);
          const others = (list: readonly number[]) => list.filter((index) => index !== moved);
          assert.deepEqual(others(after.shown), others(shown));
          assert.deepEqual(ascending(after.pinned), ascending(pinned));
        },
      ),
    );
  });

  it('keep the last one, and the place of one that is hidden and comes back', () => {
    let one = arranged();
    for (const index of [0, 1, 2, 3, 4]) {
      one = arranged(one.withShown(index, false));
    }
    assert.deepEqual(one.layout.shown, [4]);
    const hidden = arranged(arranged().withShown(2, false));
    assert.deepEqual(hidden.layout.shown, [0, 1, 3, 4]);
    assert.deepEqual(arranged(hidden.withoutHidden()).layout.shown, [0, 1, 2, 3, 4]);
  });

  it('stand at the border between pinned and others when they are pinned and let go', () => {
    const pinned = arranged(arranged().withPinned(3, true));
    assert.deepEqual(
      [pinned.layout.shown, pinned.layout.pinned],
      [
        [0, 3, 1, 2, 4],
        [0, 3],
      ],
    );
    const free = arranged(pinned.withPinned(0, false));
    assert.deepEqual([free.layout.shown, free.layout.pinned], [[3, 0, 1, 2, 4], [3]]);
    assert.deepEqual(arranged(free.withPinned(3, false)).layout.pinned, []);
  });

  it('are the same in another version of the report: a new one follows the one that it usually follows', () => {
    const { choices } = arranged(arranged().withMoved(4, 1));
    const other = named('A', 'B', 'New', 'C', 'E');
    assert.deepEqual(
      arranged(choices, other).layout.shown.map((index) => other[index]?.name),
      ['A', 'E', 'B', 'New', 'C'],
    );
  });

  it('are known by the name in the file, the second of two by a number that no other has', () => {
    assert.deepEqual(columnIds(named('A', 'A', 'A (2)', 'A')), ['A', 'A (3)', 'A (2)', 'A (4)']);
  });

  it('that are pinned leave most of the view to the others at every width', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 56, max: 400 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 100, max: 3000 }),
        (widths, view) => {
          const fitted = pinnedWidths(widths, view);
          assert.ok(fitted.length > 0 && fitted.length <= widths.length);
          assert.ok(fitted.reduce((sum, width) => sum + width, 0) <= view * 0.4 + 1e-6);
          assert.ok(fitted.every((width, at) => width <= (widths[at] ?? 0)));
          assert.ok(fitted.length === 1 || fitted.every((width) => width >= 56 - 1e-6));
          const whole = pinnedWidths(widths, view, true);
          const isRoom = widths.reduce((sum, width) => sum + width, 0) <= view * 0.4;
          assert.deepEqual(whole, isRoom ? widths : [], 'those that must be whole stay in view whole, or scroll');
        },
      ),
    );
  });
});
