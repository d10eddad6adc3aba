import assert from 'node:assert/strict';
import fc from 'fast-check';
import { columnIds } from '../../../../src/shared/columnIds.js';
import type { Grouping } from '../../../../src/shared/pages/grouping.js';
import { type ColumnFilter, type ColumnInfo, ROW_NOUNS } from '../../../../src/shared/report.js';
import { applyView, viewContent } from '../../../../src/shared/views/applyView.js';
import { namedUsers } from '../../../../src/shared/views/namedUsers.js';
import type { ViewContent } from '../../../../src/shared/views/savedView.js';
import { parseSavedView } from '../../../../src/shared/views/savedViewSchema.js';
import { viewQuery } from '../../../../src/shared/views/viewQuery.js';
import { parseQuery } from '../../../../src/shared/query/querySchema.js';
import { someColumns, someScreen } from './arbitraryViews.js';

const column = (name: string, type: ColumnInfo['type'] = 'text'): ColumnInfo => ({ name, type, known: true });

describe('a saved view', () => {
  it('shows what was on screen when it was saved, whatever that was, and is valid as a file', () => {
    fc.assert(
      fc.property(someScreen, ({ columns, view, columnChoices, grouping }) => {
        const content = viewContent(view, columnChoices, columns, grouping);
        const groups = grouping === undefined ? {} : { grouping };
        assert.deepEqual(applyView(content, columns), { view, columnChoices, ...groups, unfit: [] });
        const saved = { name: 'Mine', report: 'getTeamsUserActivityUserDetail', ...content };
        assert.deepEqual(parseSavedView(JSON.parse(JSON.stringify(saved))), saved);
      }),
    );
  });

  it('tells every column that the table does not have, and keeps what it has a place for', () => {
    fc.assert(
      fc.property(someScreen, someColumns, (screen, others) => {
        const content = viewContent(screen.view, screen.columnChoices, screen.columns, screen.grouping);
        const { view, grouping, unfit } = applyView(content, others);
        const names = new Set(namesIn(content));
        const missing = new Set(unfit.filter(({ why }) => why === 'missing').map(({ column: name }) => name));
        const again = applyView(viewContent(view, screen.columnChoices, others, grouping), others);
        assert.deepEqual([again.view, again.grouping], [view, grouping], 'what is left is all that fits');
        for (const name of names) {
          const isThere = columnIds(others).includes(name);
          assert.equal(missing.has(name), !isThere, `${name} is ${isThere ? 'there' : 'missing'}`);
        }
      }),
    );
  });

  it('tells a filter that a column of another type cannot have', () => {
    const content: ViewContent = { filters: [{ column: 'Calls', kind: 'range', from: 1 }] };
    assert.deepEqual(applyView(content, [column('Calls')]), {
      view: {},
      columnChoices: { showConstant: false },
      unfit: [{ column: 'Calls', why: 'type', choosesRows: true }],
    });
  });

  it('asks as a query for its columns in its order, without the hidden ones', () => {
    const columns = [column('Refreshed', 'date'), column('User'), column('Calls', 'number'), column('Team')];
    const content: ViewContent = {
      columns: { order: ['Team', 'Calls', 'Gone'], hidden: ['Refreshed'], pinned: ['User'] },
      sort: [{ column: 'Refreshed', descending: true }],
      filter: 'a',
      filters: [{ column: 'Calls', kind: 'range', from: 1 }],
    };
    assert.deepEqual(viewQuery({ name: 'Mine', ...content }, columns, { rowNoun: 'rows' }), {
      query: {
        version: 1,
        filter: 'a',
        filters: [{ column: 'Calls', kind: 'range', from: 1 }],
        columns: ['User', 'Team', 'Calls'],
        sort: [{ column: 'Refreshed', descending: true }],
      },
      unfit: [{ column: 'Gone', why: 'missing', choosesRows: false }],
    });
  });

  it('asks for its groups, the largest first, of the rows that are counted, and of no group that is too small', () => {
    const columns = [column('Team'), column('Team'), column('Day', 'date'), column('Calls', 'number')];
    const content: ViewContent = {
      columns: { hidden: ['Team'] },
      sort: [{ column: 'Calls' }],
      filter: 'a',
      grouping: { keys: [{ column: 'Team' }], measures: [{ kind: 'sum', column: 'Calls' }], overTime: true },
    };
    const counted: ColumnFilter = { column: 2, kind: 'days', from: '2026-11-01' };
    const expected = {
      ...{ version: 1, filter: 'a', filters: [{ column: 'Day', kind: 'days', from: '2026-11-01' }] },
      ...{ groupBy: [{ column: 'Team' }], aggregates: [{ kind: 'sum', column: 'Calls' }], minGroupSize: 5 },
      sort: [{ column: 'Sum of Calls', descending: true }],
    };
    const options = { countedFilter: counted, minimumGroupSize: 5, rowNoun: 'rows' as const };
    assert.deepEqual(viewQuery({ name: 'Mine', ...content }, columns, options), { query: expected, unfit: [] });
    const byMonth: ViewContent = {
      grouping: { keys: [{ column: 'Day', by: 'month' }], measures: [{ kind: 'count' }] },
    };
    assert.equal(
      viewQuery({ name: 'Mine', ...byMonth }, columns, { rowNoun: 'rows' }).query.sort,
      undefined,
      'months are in their order',
    );
  });

  it('has no groups where a key is missing or has no such cells, and none of the amounts that are missing', () => {
    const columns = [column('Team'), column('Calls', 'number')];
    const grouped = (grouping: Grouping) => applyView({ grouping }, columns);
    const count = { kind: 'count' } as const;
    assert.deepEqual(grouped({ keys: [{ column: 'Gone' }], measures: [count] }).unfit, [
      { column: 'Gone', why: 'missing', choosesRows: true },
    ]);
    const byMonth = grouped({ keys: [{ column: 'Team', by: 'month' }], measures: [count] });
    assert.deepEqual(
      [byMonth.grouping, byMonth.unfit],
      [undefined, [{ column: 'Team', why: 'grouping', choosesRows: true }]],
    );
    const sums = [count, { kind: 'sum', column: 'Team' }, { kind: 'sum', column: 'Calls' }] as const;
    const { grouping, unfit } = grouped({ keys: [{ column: 'Team' }], measures: [...sums] });
    assert.deepEqual(
      [grouping?.measures, unfit],
      [[count, { kind: 'sum', column: 'Calls' }], [{ column: 'Team', why: 'grouping', choosesRows: false }]],
    );
  });

  it('has its groups in the order that was saved, but not by an amount that is missing; a column of no groups is told', () => {
    const columns = [column('Team'), column('Calls', 'number')];
    const count = { kind: 'count' } as const;
    const grouping: Grouping = {
      ...{ keys: [{ column: 'Team' }], measures: [count, { kind: 'sum', column: 'Gone' }] },
      sort: [{ column: 'Team', descending: true }],
    };
    const { query } = viewQuery({ name: 'Mine', grouping }, columns, { rowNoun: 'rows' });
    assert.deepEqual(query.sort, [{ column: 'Team', descending: true }]);
    const none = viewQuery({ name: 'Mine', grouping: { ...grouping, sort: [] } }, columns, { rowNoun: 'rows' });
    assert.equal(none.query.sort, undefined, 'groups are in the order of their keys');
    const ofMissing = { name: 'Mine', grouping: { ...grouping, sort: [{ column: 'Sum of Gone' }] } };
    const byMissing = viewQuery(ofMissing, columns, { rowNoun: 'users' });
    assert.deepEqual(
      [byMissing.query.sort, byMissing.unfit],
      [[{ column: 'Users', descending: true }], [{ column: 'Gone', why: 'missing', choosesRows: false }]],
    );
    const wrong = applyView({ grouping: { ...grouping, measures: [count], sort: [{ column: 'Calls' }] } }, columns);
    assert.deepEqual(
      [wrong.grouping, wrong.unfit],
      [{ keys: grouping.keys, measures: [count] }, [{ column: 'Calls', why: 'missing', choosesRows: false }]],
    );
  });

  it('asks a query that is valid, of whatever was on screen', () => {
    fc.assert(
      fc.property(someScreen, fc.constantFrom(...ROW_NOUNS), ({ columns, view, columnChoices, grouping }, rowNoun) => {
        const repeated = columnIds(columns).filter((id, index) => id !== columns[index]?.name);
        const content = viewContent(view, columnChoices, columns, grouping);
        fc.pre(!rowColumns(content).some((name) => repeated.includes(name)));
        const { query } = viewQuery({ name: 'Mine', ...content }, columns, { rowNoun });
        assert.deepEqual(parseQuery(JSON.parse(JSON.stringify(query))), query);
      }),
    );
  });
});

describe('the users that a view names', () => {
  const userColumns = ['User Principal Name', 'Display Name'];

  it('are the values of columns of users, each once, and a text that may be a name', () => {
    const content: ViewContent = {
      filter: 'ann',
      filters: [
        { column: 'User Principal Name', kind: 'values', values: ['ann@contoso.example', 'Ann@contoso.example', 'b'] },
        { column: 'Display Name (2)', kind: 'values', values: ['Ann'] },
        { column: 'Display Name (old)', kind: 'values', values: ['Ann'] },
        { column: 'Products', kind: 'values', values: ['E3'] },
        { column: 'Display Name', kind: 'notBlank' },
      ],
    };
    assert.deepEqual(namedUsers(content, userColumns), {
      columns: [
        { column: 'User Principal Name', users: 2 },
        { column: 'Display Name (2)', users: 1 },
      ],
      search: 'ann',
    });
  });

  it('are none where the report names no users, and where nothing is filtered by one', () => {
    fc.assert(
      fc.property(someScreen, ({ columns, view, columnChoices }) => {
        const content = viewContent(view, columnChoices, columns);
        assert.equal(namedUsers(content, []), undefined);
        const named = namedUsers(content, ['User']);
        const values = (content.filters ?? []).flatMap((one) =>
          one.kind === 'values' && /^User( \(\d\))?$/.test(one.column) ? one.values : [],
        );
        assert.equal(named !== undefined, values.length > 0 || content.filter !== undefined);
      }),
    );
  });
});

/** Columns that decide which rows there are. */
function rowColumns({ filters = [], grouping }: ViewContent): readonly string[] {
  return [
    ...filters.flatMap((filter) => [filter.column, ...(filter.kind === 'share' ? filter.of : [])]),
    ...(grouping?.keys ?? []).map(({ column }) => column),
    ...(grouping?.measures ?? []).flatMap((measure) => ('column' in measure ? [measure.column] : [])),
  ];
}

function namesIn({ columns = {}, sort = [], filters = [], grouping }: ViewContent): readonly string[] {
  const { order = [], hidden = [], unfolded = [], pinned = [], widths = [] } = columns;
  return [
    ...[...order, ...hidden, ...unfolded, ...pinned],
    ...[...widths, ...sort, ...filters, ...(grouping?.keys ?? [])].map((one) => one.column),
    ...(grouping?.measures ?? []).flatMap((measure) => ('column' in measure ? [measure.column] : [])),
  ];
}
