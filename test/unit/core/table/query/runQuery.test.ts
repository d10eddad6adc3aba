import assert from 'node:assert/strict';
import fc from 'fast-check';
import { earlierQuery } from '../../../../../src/core/table/query/changes.js';
import type { RunQueryOptions } from '../../../../../src/core/table/query/queryParts.js';
import { runQuery } from '../../../../../src/core/table/query/runQuery.js';
import type { ReportTable } from '../../../../../src/core/table/store/table.js';
import { isCancelled, UsageReportsError } from '../../../../../src/base/errors.js';
import type { ColumnAggregate, Query, QueryAggregate } from '../../../../../src/shared/query/query.js';
import { catalog } from '../../../../support/catalog.js';
import { opened } from '../../../../support/openedFile.js';
import { csv, csvFile, definition, everyType, names, values } from '../support.js';

const HEADER = ['Name', 'Count', 'Day', 'Flag', 'Products', 'Talk'];

function table(...rows: readonly (readonly string[])[]): Promise<ReportTable> {
  return csv(csvFile([HEADER, ...rows]), everyType);
}

function ask(of: ReportTable, query: Omit<Query, 'version'>, options: RunQueryOptions = {}) {
  return runQuery(of, { version: 1, ...query }, options);
}

async function refusal(asking: Promise<unknown>): Promise<UsageReportsError> {
  const error: unknown = await asking.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  assert.ok(error instanceof UsageReportsError, String(error));
  assert.equal(error.reason, 'invalidRequest');
  return error;
}

describe('runQuery', () => {
  it('has a group of blank cells, and no number where there is none', async () => {
    const of = await table(['a', '', '', '', '', ''], ['', '5', '', '', '', ''], ['', '', '', '', '', '']);
    const { table: result } = await ask(of, {
      groupBy: [{ column: 'Name' }],
      aggregates: [{ kind: 'sum', column: 'Count' }, { kind: 'mean', column: 'Count' }, { kind: 'count' }],
    });
    assert.deepEqual(names(result), ['Name', 'Sum of Count', 'Mean of Count', 'Values of Count', 'Rows']);
    assert.deepEqual(values(result), [
      ['a', null, null, 0, 1],
      [null, 5, 5, 1, 2],
    ]);
  });

  it('groups and counts numbers as they are shown, with all of their digits', async () => {
    const numbers = fc
      .bigInt({ min: 2n ** 53n - 4n, max: 2n ** 53n + 4n })
      .chain((number) => fc.constantFrom(`${number}`, `-${number}`));
    await fc.assert(
      fc.asyncProperty(fc.array(numbers, { minLength: 1, maxLength: 20 }), async (counts) => {
        const of = await table(...counts.map((count) => ['a', count, '', '', '', '']));
        const { table: result } = await ask(of, { groupBy: [{ column: 'Count' }], aggregates: [{ kind: 'count' }] });
        const shown = new Map(values(result).map(([count, rows]) => [String(count), rows]));
        assert.deepEqual(
          shown,
          new Map([...new Set(counts)].map((each) => [each, counts.filter((count) => count === each).length])),
        );
        const { table: all } = await ask(of, { aggregates: [{ kind: 'distinct', column: 'Count' }] });
        assert.deepEqual(values(all), [[shown.size]]);
      }),
    );
  });

  it('has one row without group keys, of no rows too', async () => {
    const { table: result } = await ask(await table(), {
      aggregates: [{ kind: 'count' }, { kind: 'sum', column: 'Count' }, { kind: 'share' }],
    });
    assert.deepEqual(values(result), [[0, null, null]]);
  });

  it('keeps types and units, and counts durations in seconds', async () => {
    const of = await csv(
      csvFile([
        ['Used', 'Talk', 'Day'],
        ['5', 'PT1M', '2026-11-02'],
      ]),
      definition([
        { name: 'Used', type: 'number', unit: 'bytes', label: 'Storage' },
        { name: 'Talk', type: 'duration' },
        { name: 'Day', type: 'date' },
      ]),
    );
    const { table: result } = await ask(of, {
      groupBy: [{ column: 'Used' }, { column: 'Talk' }, { column: 'Day', by: 'week' }],
      aggregates: [
        { kind: 'max', column: 'Used' },
        { kind: 'sum', column: 'Talk' },
        { kind: 'min', column: 'Day' },
      ],
    });
    assert.deepEqual(
      result.columns.map(({ name, label, type, unit }) => [name, label, type, unit]),
      [
        ['Used', 'Storage', 'number', 'bytes'],
        ['Talk', undefined, 'number', 'seconds'],
        ['Day: week', undefined, 'date', undefined],
        ['Highest of Used', 'Highest of Storage', 'number', 'bytes'],
        ['Sum of Talk', undefined, 'number', 'seconds'],
        ['Lowest of Day', undefined, 'date', undefined],
      ],
    );
    assert.deepEqual(values(result), [[5, 60, '2026-11-02', 5, 60, '2026-11-02']]);
  });

  it('tells which rows it leaves out, and which count in several groups', async () => {
    const of = await table(
      ['ann@x.example', 'many', '2026-11-02', '', 'A+B', ''],
      ['nobody', '1', '9999-12-31', '', 'A', ''],
      ['ben@x.example', '2', 'soon', '', '', ''],
      ['', '3', '0001-01-01', '', '', ''],
    );
    const domains = await ask(of, {
      groupBy: [{ column: 'Name', by: 'domain' }],
      aggregates: [{ kind: 'count' }, { kind: 'sum', column: 'Count' }],
    });
    assert.deepEqual(values(domains.table), [
      ['x.example', 2, 2],
      [null, 1, 3],
    ]);
    assert.deepEqual(domains.leftOut, [
      { reason: 'noKey', column: 'Name', rows: 1 },
      { reason: 'noNumber', column: 'Count', rows: 1 },
    ]);
    const days = await ask(
      of,
      { groupBy: [{ column: 'Day', by: 'activeWithin', days: [30] }], aggregates: [{ kind: 'count' }] },
      { refreshDate: '2026-11-18' },
    );
    assert.deepEqual(
      values(days.table),
      [
        ['30', 1],
        [null, 1],
      ],
      'a day that stands for none is never',
    );
    assert.deepEqual(days.leftOut, [{ reason: 'noKey', column: 'Day', rows: 2 }]);
    const products = await ask(of, {
      groupBy: [{ column: 'Products', by: 'member' }],
      aggregates: [{ kind: 'count' }, { kind: 'share' }],
      minGroupSize: 2,
      limit: 1,
    });
    assert.deepEqual(values(products.table), [['A', 2, 50]]);
    assert.equal(products.rowsInSeveralGroups, 1);
    assert.deepEqual(products.leftOut, [
      { reason: 'smallGroups', groups: 1, rows: 1 },
      { reason: 'limit', rows: 1 },
    ]);
  });

  it('counts users, not rows, for the smallest group, and a row in several groups once where its cell is no number', async () => {
    const report = definition([
      { name: 'User Principal Name', type: 'text', identity: true },
      { name: 'Product', type: 'text' },
      { name: 'Products', type: 'list' },
      { name: 'Calls', type: 'number' },
    ]);
    const rows = [
      ...[1, 2, 3].map((calls) => ['ann@x.example', 'E3', 'A+B', String(calls)]),
      ...['bob', 'cleo', 'dora'].map((name) => [`${name}@x.example`, 'F3', 'A', 'many']),
      ['', 'E5', 'A+B+C', 'many'],
    ];
    const of = await csv(csvFile([['User Principal Name', 'Product', 'Products', 'Calls'], ...rows]), report);
    const query = { groupBy: [{ column: 'Product' }], aggregates: [{ kind: 'count' }], minGroupSize: 2 } as const;
    const byProduct = await ask(of, query, { definition: report });
    assert.deepEqual(values(byProduct.table), [['F3', 3]]);
    assert.deepEqual(byProduct.leftOut, [{ reason: 'smallGroups', groups: 2, rows: 4 }]);
    const others = await ask(of, query);
    assert.deepEqual(
      values(others.table),
      [
        ['E3', 3],
        ['F3', 3],
      ],
      'rows of a table that is known to name nobody',
    );
    const members = await ask(of, {
      groupBy: [{ column: 'Products', by: 'member' }],
      aggregates: [{ kind: 'sum', column: 'Calls' }],
    });
    assert.deepEqual(members.leftOut, [{ reason: 'noNumber', column: 'Calls', rows: 4 }]);
  });

  it('groups user names without case, and shows the first spelling', async () => {
    const of = await csv(csvFile([['User Principal Name'], ['Ann@x.example'], ['ann@X.example']]));
    const { table: result } = await ask(of, {
      groupBy: [{ column: 'user principal name' }],
      aggregates: [{ kind: 'count' }, { kind: 'distinct', column: 'User Principal Name' }],
    });
    assert.deepEqual(values(result), [['Ann@x.example', 2, 1]]);
  });

  it('finds a column by another name that the catalog has for it', async () => {
    const report = definition([{ name: 'Guests', aliases: ['Guest Count'], type: 'number' }]);
    const of = await csv(csvFile([['Guest Count'], ['4']]), report);
    for (const column of ['guests', 'Guest  Count']) {
      const { table: result } = await ask(of, { aggregates: [{ kind: 'sum', column }] }, { definition: report });
      assert.deepEqual(values(result), [[4]]);
    }
  });

  it('says where a query is wrong, and what would be right', async () => {
    const of = await table(['a', '1', '', '', '', '']);
    const wrong: readonly (readonly [Omit<Query, 'version'>, string, RegExp])[] = [
      [{ groupBy: [{ column: 'Nme' }] }, 'groupBy.0.column', /Do you mean "Name"\?/],
      [{ columns: ['Somewhere else'] }, 'columns.0', /Its columns are "Name", "Count"/],
      [{ filters: [{ column: 'Dya', kind: 'blank' }] }, 'filters.0.column', /"Day"/],
      [{ aggregates: [{ kind: 'sum', column: 'Name' }] }, 'aggregates.0', /type text.*distinct, shareWithValue/],
      [{ aggregates: [{ kind: 'mean', column: 'Day' }] }, 'aggregates.0', /min, max/],
      [{ groupBy: [{ column: 'Name', by: 'month' }] }, 'groupBy.0', /has the type text/],
      [{ groupBy: [{ column: 'Name', by: 'member' }] }, 'groupBy.0', /lists/],
      [{ groupBy: [{ column: 'Day', by: 'activeWithin', days: [7] }] }, 'groupBy.0', /report refresh date/],
      [{ aggregates: [{ kind: 'count' }], sort: [{ column: 'Rws' }] }, 'sort.0', /Do you mean "Rows"\?/],
      [
        { groupBy: [{ column: 'Name' }], aggregates: [{ kind: 'count', name: 'name' }] },
        'aggregates.0.name',
        /Another column/,
      ],
      [
        { aggregates: [{ kind: 'change', of: 'Users' }, { kind: 'count' }], earlier: { daysBefore: 7 } },
        'aggregates.0.of',
        /It has "Rows"/,
      ],
    ];
    for (const [query, argument, message] of wrong) {
      const error = await refusal(ask(of, query));
      assert.deepEqual([error.details.argument, error.details.code], [argument, 'invalidQuery'], error.message);
      assert.match(error.message, message);
    }
  });

  it('knows no domain of concealed names', async () => {
    const concealed = 'ABCDEF0123456789ABCDEF0123456789';
    const report = definition([{ name: 'User Principal Name', type: 'text', identity: true }]);
    const of = await csv(csvFile([['User Principal Name'], [concealed], [`${concealed.slice(1)}0`]]), report);
    const error = await refusal(ask(of, { groupBy: [{ column: 'User Principal Name', by: 'domain' }] }));
    assert.match(error.message, /concealed/);
  });

  it('tells changes since an earlier snapshot, and nothing of groups that either lacks', async () => {
    const now = await table(['a', '5', '', '', '', ''], ['b', '', '', '', '', ''], ['new', '1', '', '', '', '']);
    const before = await table(['b', '2', '', '', '', ''], ['a', '1', '', '', '', ''], ['a', '1', '', '', '', '']);
    const query: Query = {
      version: 1,
      groupBy: [{ column: 'Name' }],
      aggregates: [
        { kind: 'change', of: 'Total' },
        { kind: 'sum', column: 'Count', name: 'Total' },
        { kind: 'count' },
        { kind: 'change', of: 'Rows' },
      ],
      sort: [{ column: 'Change of Total', descending: true }],
      earlier: { daysBefore: 7 },
    };
    const then = (await runQuery(before, earlierQuery(query))).table;
    const earlier = { refreshDate: '2026-11-11', columns: names(then), rows: values(then) };
    const { table: result } = await runQuery(now, query, { earlier });
    assert.deepEqual(names(result), ['Name', 'Total', 'Rows', 'Change of Total', 'Change of Rows']);
    assert.deepEqual(values(result), [
      ['a', 5, 1, 3, -1],
      ['b', null, 1, null, 0],
      ['new', 1, 1, null, null],
    ]);
    assert.equal((await refusal(runQuery(now, query))).details.code, 'noEarlierSnapshot');
  });

  it('stops when canceled', async () => {
    const big = await csv(
      `Name,Count\r\n${Array.from({ length: 60_000 }, (_, at) => `n${at},${at}`).join('\r\n')}\r\n`,
    );
    const abort = new AbortController();
    const asking = runQuery(
      big,
      { version: 1, groupBy: [{ column: 'Name' }], aggregates: [{ kind: 'median', column: 'Count' }] },
      { signal: abort.signal },
    );
    setImmediate(() => abort.abort());
    await assert.rejects(asking, isCancelled);
  });
});

describe('amounts that would count the same more than once', () => {
  const ofColumn = (kind: ColumnAggregate, column: string): QueryAggregate => ({ kind, column });

  it('are refused over several report periods of a file, and not where a group has one', async () => {
    const of = await csv(
      csvFile([
        ['User', 'Report Period', 'Calls'],
        ['ann', '7', '1'],
        ['ann', '30', '5'],
      ]),
    );
    for (const aggregate of [
      { kind: 'count' },
      { kind: 'share' },
      ofColumn('sum', 'Calls'),
      ofColumn('mean', 'Calls'),
    ] as const) {
      const error = await refusal(ask(of, { aggregates: [aggregate] }));
      assert.equal(error.details.code, 'repeatedAmounts', error.message);
      assert.match(error.message, /7, 30/);
    }
    await ask(of, { aggregates: [ofColumn('max', 'Calls'), ofColumn('distinct', 'User')] });
    await ask(of, { groupBy: [{ column: 'Report Period' }], aggregates: [{ kind: 'count' }] });
    await ask(of, {
      filters: [{ column: 'Report Period', kind: 'values', values: ['30'] }],
      aggregates: [{ kind: 'count' }],
    });
  });

  it('are no sums of a file that nobody knows, whether or not it has one row a day', async () => {
    for (const more of ['', '2026-11-02,1\n']) {
      await opened(`Date,Sales\n2026-11-01,5\n2026-11-02,6\n${more}`, async ({ table: of, definition: file }) => {
        const sums = await of.query(
          { version: 1, aggregates: [{ kind: 'sum', column: 'Sales' }] },
          { definition: file },
        );
        assert.deepEqual((await sums.rows({}, 0, 5)).rows[0], [more === '' ? 11 : 12]);
      });
    }
  });

  it('are perhaps those of a column that is new in a report, which the reason says', async () => {
    const report = catalog.find('getOffice365ActiveUserCounts') ?? assert.fail();
    const of = await csv('Report Date,Exchange,Threads\n2026-11-17,1,5\n2026-11-18,2,6\n', report);
    const asking = (name: string) => refusal(ask(of, { aggregates: [ofColumn('sum', name)] }, { definition: report }));
    assert.match((await asking('Exchange')).message, / "Exchange" is counted anew each day/);
    assert.match((await asking('Threads')).message, /Nobody knows whether "Threads" is counted anew each day/);
  });

  it('are sums over days of everything that the catalog does not call a sum', async () => {
    for (const report of catalog.reports.filter(({ kind }) => kind === 'daily-series')) {
      const [day = ''] = report.keys;
      const header = report.columns.map(({ name }) => name);
      const line = (date: string) =>
        report.columns.map(({ name, type }) =>
          name === day ? date : type === 'number' ? '3' : type === 'text' ? 'x' : '',
        );
      const of = await csv(csvFile([header, line('2026-11-16'), line('2026-11-17')]), report);
      for (const { name, type, aggregate = report.aggregate ?? 'mean' } of report.columns) {
        if (type !== 'number' || name === day || /percent|average/i.test(name)) {
          continue;
        }
        const sum = { aggregates: [ofColumn('sum', name)] };
        const asking = ask(of, sum, { definition: report });
        if (aggregate === 'sum') {
          assert.deepEqual(values((await asking).table), [[6]], `${report.name}: ${name}`);
        } else {
          assert.equal((await refusal(asking)).details.code, 'repeatedAmounts', `${report.name}: ${name}`);
          const daily = await ask(of, { ...sum, groupBy: [{ column: day }] }, { definition: report });
          assert.equal(daily.table.rowCount, 2);
          await ask(of, { aggregates: [ofColumn('mean', name)] }, { definition: report });
        }
      }
    }
  });

  it('are sums over the sites of one type and those of all', async () => {
    const report = catalog.find('getOneDriveUsageStorage');
    assert.ok(report);
    const of = await csv(
      csvFile([
        ['Report Refresh Date', 'Site Type', 'Storage Used (Byte)', 'Report Date', 'Report Period'],
        ['2026-11-18', 'OneDrive', '5', '2026-11-17', '7'],
        ['2026-11-18', 'All', '5', '2026-11-17', '7'],
      ]),
      report,
    );
    const sum: QueryAggregate = ofColumn('sum', 'Storage Used (Byte)');
    const error = await refusal(ask(of, { aggregates: [sum] }, { definition: report }));
    assert.match(error.message, /"All" of "Site Type" includes the others/);
    await ask(of, { aggregates: [sum], groupBy: [{ column: 'Site Type' }] }, { definition: report });
  });

  it('are found in whatever order rows come', async () => {
    const periods = fc.array(fc.constantFrom('', '7', '30'), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(periods, async (all) => {
        const of = await csv(csvFile([['User', 'Report Period'], ...all.map((period) => ['ann', period])]));
        const asking = ask(of, { groupBy: [{ column: 'User' }], aggregates: [{ kind: 'count' }] });
        if (all.includes('7') && all.includes('30')) {
          await refusal(asking);
        } else {
          assert.deepEqual(values((await asking).table), [['ann', all.length]]);
        }
      }),
      { numRuns: 50 },
    );
  });
});
