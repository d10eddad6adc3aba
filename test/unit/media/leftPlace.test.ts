import assert from 'node:assert/strict';
import fc from 'fast-check';
import { wentTo } from '../../../media/report/leftPlace.js';
import { initialModel, panelState, received, restoreModel } from '../../../media/report/panelModel.js';
import type { ReportEvent, RowsPlace } from '../../../src/shared/pages/report.js';
import { usualColumnChoices } from '../../../src/shared/pages/columnChoices.js';
import { detail } from '../../support/webviewHarness/fixtures/detail.js';

const { summary } = detail;
const view = { filter: 'a', sort: [{ column: 1, descending: true }] };
const report = { type: 'report', summary, view } satisfies ReportEvent;
const place: RowsPlace = {
  top: 37.5,
  windowTop: -120,
  active: { row: 43, column: 2 },
  selection: {
    kind: 'cells',
    rows: [{ start: 41, end: 44 }],
    columns: { start: 1, end: 3 },
    anchor: { row: 41, column: 1 },
  },
  focused: true,
};
const firstRows = { start: 0, viewRowCount: summary.rowCount, rows: [] };
/** The state of a page that shows the report, as VS Code gives it to the next one. */
const left = JSON.parse(JSON.stringify(panelState(received(initialModel, report), place))) as unknown;

describe('the place in the rows of a report', () => {
  it('is saved with what tells whether the rows are the same, and comes back with them', () => {
    const restored = received(restoreModel(left), report);
    assert.deepEqual(restored.leftAt?.place, {
      ...place,
      fetchedAt: summary.fetchedAt,
      rowCount: summary.rowCount,
    });
    // A page that is hidden before its rows are here has it still.
    assert.deepEqual(panelState(restored)?.rowsPlace, restored.leftAt.place);
    const loading: ReportEvent = { type: 'loading', ref: summary.ref, title: 'T', step: 'S' };
    assert.deepEqual(panelState(received(restoreModel(left), loading))?.rowsPlace, restored.leftAt.place);
  });

  it('is not that of other rows', () => {
    const others: readonly ReportEvent[] = [
      { ...report, view: { ...view, filter: 'b' } },
      { ...report, view: { filter: 'a' } },
      { ...report, view: { ...view, filters: [{ column: 2, kind: 'blank' }] } },
      { ...report, summary: { ...summary, fetchedAt: '2020-01-01T00:00:00.000Z' } },
      { ...report, summary: { ...summary, rowCount: summary.rowCount + 1 } },
    ];
    for (const other of others) {
      const model = received(restoreModel(left), other);
      assert.equal(model.leftAt, undefined, JSON.stringify(other).slice(0, 200));
      assert.equal(panelState(model)?.rowsPlace, undefined);
      assert.equal(received(model, report).leftAt, undefined, 'it is forgotten');
    }
    const changed = { ...received(restoreModel(left), report), view: { filter: 'b' } };
    assert.equal(panelState(changed)?.rowsPlace, undefined);
    const shown = { type: 'showView', view: {}, columnChoices: usualColumnChoices } as const;
    assert.equal(panelState(received(received(restoreModel(left), report), shown))?.rowsPlace, undefined);
  });

  it('waits for all rows where some come first, unless somebody has gone on in those', () => {
    const part = received(restoreModel(left), {
      ...report,
      summary: { ...summary, rowCount: 20, partial: true },
      firstRows,
    });
    const atStart: RowsPlace = { top: 0, windowTop: 80, active: { row: 0, column: 0 } };
    const whole = { ...report, firstRows };
    assert.notEqual(received(wentTo(part, atStart), whole).leftAt, undefined);
    assert.notEqual(panelState(part, atStart)?.rowsPlace, undefined);
    for (const gone of [{ ...atStart, top: 3 }, { ...atStart, active: { row: 1, column: 0 } }, place]) {
      assert.equal(received(wentTo(part, gone), whole).leftAt, undefined, JSON.stringify(gone));
    }
  });

  it('counts once: what somebody does afterward is what is saved', () => {
    const restored = received(restoreModel(left), report);
    const next: RowsPlace = { top: 0, windowTop: 80, active: { row: 0, column: 0 } };
    const gone = wentTo(restored, next);
    assert.equal(gone.leftAt, undefined);
    assert.deepEqual(panelState(gone, next)?.rowsPlace?.active, next.active);
    assert.equal(received(restored, report).leftAt, undefined, 'a report that is fetched again begins at its top');
  });

  it('is not saved of groups, of rows that are filtered by a name, or of a table that names users', () => {
    const grouping = { keys: [{ column: 'User' }], measures: [{ kind: 'count' as const }] };
    const model = received(initialModel, report);
    assert.equal(panelState({ ...model, grouping }, place)?.rowsPlace, undefined);
    const named = received(initialModel, { ...report, transientFilter: 'a' });
    assert.equal(panelState(named, place)?.rowsPlace, undefined);
    const users = received(initialModel, { ...report, summary: { ...summary, forgetsView: true } });
    assert.equal(panelState(users, place)?.rowsPlace, undefined);
  });

  it('has numbers alone, in order, or is left out of the state', () => {
    const cell = fc.record({ row: fc.integer({ min: -1 }), column: fc.nat() });
    const span = fc
      .tuple(fc.nat(), fc.integer({ min: 1, max: 1e6 }))
      .map(([start, by]) => ({ start, end: start + by }));
    const selection = fc.record(
      {
        kind: fc.constantFrom('rows' as const, 'columns' as const, 'cells' as const),
        rows: span.map((one) => [one]),
        columns: span,
        anchor: cell,
      },
      { requiredKeys: ['kind', 'rows', 'anchor'] },
    );
    const places = fc.record(
      {
        top: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
        windowTop: fc.integer(),
        active: cell,
        selection,
      },
      { requiredKeys: ['top', 'windowTop', 'active'] },
    );
    const model = received(initialModel, report);
    fc.assert(
      fc.property(places, (one) => {
        const saved: unknown = JSON.parse(JSON.stringify(panelState(model, one)));
        const back = received(restoreModel(saved), report).leftAt?.place;
        assert.deepEqual(JSON.parse(JSON.stringify(back)), {
          ...(JSON.parse(JSON.stringify(one)) as object),
          fetchedAt: summary.fetchedAt,
          rowCount: summary.rowCount,
        });
      }),
    );
    for (const strange of [
      { ...place, top: -1 },
      { ...place, active: { row: -2, column: 0 } },
      { ...place, active: { row: 0.5, column: 0 } },
      { ...place, selection: { ...place.selection, columns: { start: 2, end: 2 } } },
      { ...place, selection: { ...place.selection, rows: [{ start: 3, end: 1 }] } },
      { ...place, focused: 'yes' },
    ]) {
      const raw = {
        ...(left as object),
        rowsPlace: { ...strange, fetchedAt: summary.fetchedAt, rowCount: summary.rowCount },
      };
      const model = received(restoreModel(raw), report);
      assert.deepEqual([model.leftAt, model.view], [undefined, view], JSON.stringify(strange));
    }
  });
});
