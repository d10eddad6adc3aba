import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ShownView } from '../../../../src/features/reportPanel/shownView.js';
import { shortLabel } from '../../../../src/core/table/charts/labels.js';
import type { Grouping } from '../../../../src/shared/pages/grouping.js';
import { usualColumnChoices } from '../../../../src/shared/pages/columnChoices.js';
import type { ColumnInfo, TableView } from '../../../../src/shared/report.js';
import { viewContent } from '../../../../src/shared/views/applyView.js';
import { ON_COMPUTER, type PlacedView } from '../../../../src/shared/views/savedView.js';
import { someScreen } from '../../shared/views/arbitraryViews.js';

type Session = ConstructorParameters<typeof ShownView>[0];

/** A panel with a table, or one whose table comes later. */
function sessionOf(columns: readonly ColumnInfo[] | undefined) {
  const session = {
    whole: undefined as Session['whole'],
    view: {} as TableView,
    transientFilter: undefined as string | undefined,
    showView(view: TableView) {
      session.view = view;
      session.transientFilter = undefined;
    },
    arrives(arrived: readonly ColumnInfo[]) {
      session.whole = { report: { table: { columns: arrived } } } as unknown as Session['whole'];
    },
  };
  if (columns !== undefined) {
    session.arrives(columns);
  }
  return session;
}

/** As no panel has been arranged yet. */
const usual = { choices: undefined, grouping: undefined };
const REPORT = 'getTeamsUserActivityUserDetail';
const columns: readonly ColumnInfo[] = [
  { name: 'User', type: 'text', known: true },
  { name: 'Calls', type: 'number', known: true },
];
const groups: Grouping = { keys: [{ column: 'User' }], measures: [{ kind: 'count' }] };
const placed = (content: Omit<PlacedView['view'], 'name' | 'report'>): PlacedView => ({
  place: ON_COMPUTER,
  view: { name: 'Mine', report: REPORT, ...content },
});

describe('the view that a panel shows', () => {
  it('is unchanged once it was applied, whatever was saved', () => {
    fc.assert(
      fc.property(someScreen, (screen) => {
        const session = sessionOf(screen.columns);
        const shown = new ShownView(session, usual);
        const { grouping } = screen;
        const content = viewContent(screen.view, screen.columnChoices, screen.columns, grouping);
        shown.show(placed(content));
        const groups = grouping === undefined ? {} : { grouping };
        assert.deepEqual(shown.apply(), {
          view: screen.view,
          columnChoices: screen.columnChoices,
          ...groups,
          unfit: [],
        });
        assert.deepEqual(shown.grouping, grouping);
        assert.deepEqual(session.view, screen.view);
        assert.equal(shown.state?.isChanged, false);
        assert.deepEqual(shown.content?.content, content);
      }),
    );
  });

  it('waits for the report, and is applied once', () => {
    const session = sessionOf(undefined);
    const shown = new ShownView(session, usual);
    shown.show(placed({ sort: [{ column: 'Calls' }] }));
    assert.equal(shown.apply(), undefined);
    assert.equal(shown.state?.isChanged, false);
    session.arrives(columns);
    assert.deepEqual(shown.apply()?.view, { sort: [{ column: 1, descending: false }] });
    session.view = {};
    assert.equal(shown.apply(), undefined, 'what the person has chosen since stays');
  });

  it('is changed by other rows and by other columns, and not any more when they are back', () => {
    const session = sessionOf(columns);
    const shown = new ShownView(session, { ...usual, choices: { showConstant: true } });
    shown.show(placed({ filter: 'ann' }));
    shown.apply();
    for (const change of [
      () => (session.view = {}),
      () => (session.view = { filter: 'ann', sort: [{ column: 0, descending: true }] }),
      () => shown.arrange({ showConstant: false, hidden: ['Calls'] }),
      () => shown.group(groups),
    ]) {
      change();
      assert.equal(shown.state?.isChanged, true);
      session.view = { filter: 'ann' };
      shown.arrange(usualColumnChoices);
      shown.group(undefined);
      assert.equal(shown.state?.isChanged, false);
    }
  });

  it('is changed by groups in another order, and not any more when they are in that of the view', () => {
    const session = sessionOf(columns);
    const shown = new ShownView(session, usual);
    const sorted: Grouping = { ...groups, sort: [{ column: 'User' }] };
    shown.show(placed({ grouping: sorted }));
    shown.apply();
    assert.deepEqual(shown.grouping, sorted);
    for (const other of [
      groups,
      { ...groups, sort: [] },
      { ...groups, sort: [{ column: 'User', descending: true }] },
    ]) {
      shown.group(other);
      assert.equal(shown.state?.isChanged, true);
    }
    shown.group(sorted);
    assert.equal(shown.state?.isChanged, false);
  });

  it('has the names of the file in its groups, and those that the page knows on screen', () => {
    const long = 'x'.repeat(900);
    const session = sessionOf([{ name: long, type: 'text', known: false }]);
    const grouped = (column: string): Grouping => ({
      ...{ keys: [{ column }], measures: [{ kind: 'distinct', column }] },
      sort: [{ column: `Distinct values of ${column}` }],
    });
    const shown = new ShownView(session, { ...usual, grouping: grouped(shortLabel(long)) });
    assert.deepEqual(shown.content?.content, { grouping: grouped(long) });
    shown.show(placed({ grouping: grouped(long) }));
    shown.apply();
    assert.deepEqual([shown.grouping, shown.state?.isChanged], [grouped(shortLabel(long)), false]);
  });

  it('tells what the table has no place for, and is not changed by it', () => {
    const session = sessionOf(columns);
    const shown = new ShownView(session, usual);
    shown.show(placed({ sort: [{ column: 'Gone' }, { column: 'User' }] }));
    shown.apply();
    assert.deepEqual(shown.state, {
      placed: placed({ sort: [{ column: 'Gone' }, { column: 'User' }] }),
      isChanged: false,
      unfit: [{ column: 'Gone', why: 'missing', choosesRows: false }],
    });
  });

  it('does not contain a search that names a user and may be in no state', () => {
    const session = sessionOf(columns);
    session.view = { filter: 'ann@contoso.example', sort: [{ column: 1, descending: false }] };
    session.transientFilter = 'ann@contoso.example';
    const shown = new ShownView(session, usual);
    assert.deepEqual(shown.content, { content: { sort: [{ column: 'Calls' }] }, leavesOutSearch: true });
    session.view = { filter: 'bob' };
    assert.deepEqual(shown.content, { content: { filter: 'bob' }, leavesOutSearch: false });
  });

  it('is none where another one took its place, or it is gone', () => {
    const shown = new ShownView(sessionOf(columns), usual);
    shown.show(placed({ filter: 'ann' }));
    shown.apply();
    shown.adopt(undefined);
    assert.equal(shown.state, undefined);
    assert.deepEqual(shown.content?.content, { filter: 'ann' }, 'what is on screen stays');
  });
});
