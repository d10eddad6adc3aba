import assert from 'node:assert/strict';
import fc from 'fast-check';
import { runQuery } from '../../../../src/core/table/query/runQuery.js';
import { LICENSES_REPORT } from '../../../../src/core/licenses/licenseColumns.js';
import { rowNounOf } from '../../../../src/core/users/rowNounOf.js';
import type { GroupingKey, GroupingMeasure } from '../../../../src/shared/pages/grouping.js';
import { fitsAggregate } from '../../../../src/shared/query/columnFits.js';
import { groupColumnNames } from '../../../../src/shared/query/groupColumnNames.js';
import { COLUMN_AGGREGATES } from '../../../../src/shared/query/query.js';
import { ROW_NOUNS, type RowNoun } from '../../../../src/shared/report.js';
import { groupedQuery } from '../../../../src/shared/views/groupedRows.js';
import { namedMeasures } from '../../../../src/shared/views/measureNames.js';
import { catalog } from '../../../support/catalog.js';
import { csv, csvFile, definition, names } from '../../core/table/support.js';

/** Some are called as measures are. */
const columns = [
  { name: 'Users', type: 'text' },
  { name: 'percent of users', type: 'text' },
  { name: 'Latest of Day', type: 'text' },
  { name: 'Name', type: 'text' },
  { name: 'Day', type: 'date' },
  { name: 'Calls', type: 'number' },
] as const;
const infos = columns.map((column) => ({ ...column, known: true }));
const key: fc.Arbitrary<GroupingKey> = fc.constantFrom(...columns.map(({ name }) => ({ column: name })));
const measure = fc.constantFrom<GroupingMeasure>(
  { kind: 'count' },
  { kind: 'share' },
  ...infos.flatMap((info) =>
    COLUMN_AGGREGATES.filter((kind) => fitsAggregate(kind, info)).map((kind) => ({ kind, column: info.name })),
  ),
);

describe('what measures are called in files', () => {
  const count: GroupingMeasure = { kind: 'count' };
  const namesOf = (grouping: Parameters<typeof namedMeasures>[0], rowNoun: RowNoun = 'users') =>
    groupColumnNames(grouping.keys, namedMeasures(grouping, { columns: infos, rowNoun }));

  it('is users where each row is one, and the earliest and the latest of days', () => {
    const measures: GroupingMeasure[] = [
      count,
      { kind: 'share' },
      { kind: 'min', column: 'Day' },
      { kind: 'max', column: 'Day' },
      { kind: 'min', column: 'Calls' },
    ];
    const grouping = { keys: [{ column: 'Name' }], measures };
    const days = ['Earliest of Day', 'Latest of Day', 'Lowest of Calls'];
    assert.deepEqual(namesOf(grouping), ['Name', 'Users', 'Percent of users', ...days]);
    assert.deepEqual(namesOf(grouping, 'licenses'), ['Name', 'Licenses', 'Percent of licenses', ...days]);
    assert.deepEqual(namesOf(grouping, 'rows'), ['Name', 'Rows', 'Percent of rows', ...days]);
  });

  it('is no name that another column has', () => {
    assert.deepEqual(namesOf({ keys: [{ column: 'Users' }], measures: [count] }), ['Users', 'Rows']);
    assert.deepEqual(namesOf({ keys: [{ column: 'percent of users' }], measures: [{ kind: 'share' }] }), [
      'percent of users',
      'Percent of rows',
    ]);
  });

  it('is what the answer has, whatever is asked, and the answer can be sorted by each', async () => {
    const of = await csv(csvFile([columns.map(({ name }) => name)]), definition(columns));
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(key, { minLength: 1, maxLength: 2, selector: ({ column }) => column }),
        fc.array(measure, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...ROW_NOUNS),
        async (keys, measures, rowNoun) => {
          const grouping = { keys, measures };
          const usual = groupColumnNames(keys, measures);
          const query = groupedQuery(grouping, {
            ...{ table: { columns: infos, rowNoun }, rows: {}, minimumSize: 1 },
            sort: usual.map((column) => ({ column })),
          });
          const { table } = await runQuery(of, query, { refreshDate: '2026-11-18' });
          assert.deepEqual(names(table), namesOf(grouping, rowNoun));
          assert.deepEqual(
            query.sort?.map(({ column }) => column),
            names(table),
          );
        },
      ),
    );
  });

  it('is users for those reports alone whose rows are users, not for the sites and groups that somebody owns', () => {
    const perUser = catalog.reports
      .filter((report) => rowNounOf(report, report.columns) === 'users')
      .map(({ name }) => name);
    for (const report of ['getOffice365ActiveUserDetail', 'getTeamsUserActivityUserDetail', 'getMailboxUsageDetail']) {
      assert.ok(perUser.includes(report), report);
    }
    for (const report of [
      'getSharePointSiteUsageDetail',
      'getOffice365GroupsActivityDetail',
      'getTeamsTeamActivityDetail',
      // Of a user, it has a row for each product.
      'getOffice365ActivationsUserDetail',
    ]) {
      assert.ok(!perUser.includes(report), report);
    }
    assert.equal(rowNounOf(LICENSES_REPORT, LICENSES_REPORT.columns), 'licenses');
    assert.ok(perUser.every((name) => catalog.find(name)?.kind === 'detail'));
  });
});
