import fc from 'fast-check';
import type { ColumnChoices } from '../../../../src/shared/pages/columnChoices.js';
import type { Grouping } from '../../../../src/shared/pages/grouping.js';
import { fitsAggregate, fitsKey } from '../../../../src/shared/query/columnFits.js';
import { groupColumnNames } from '../../../../src/shared/query/groupColumnNames.js';
import { COLUMN_AGGREGATES } from '../../../../src/shared/query/query.js';
import { columnIds } from '../../../../src/shared/columnIds.js';
import { COLUMN_TYPES, type ColumnFilter, type ColumnInfo, type TableView } from '../../../../src/shared/report.js';

const plain = { noNullPrototype: true };
const COUNTS = [{ kind: 'count' }, { kind: 'share' }] as const;

/** Columns as files have them, some with the same name. */
export const someColumns: fc.Arbitrary<readonly ColumnInfo[]> = fc.array(
  fc.record(
    {
      name: fc.constantFrom('User', 'Calls', 'Seen', 'Used', 'Quota', 'Team', 'Team (2)'),
      type: fc.constantFrom(...COLUMN_TYPES),
      known: fc.constant(true),
    },
    plain,
  ),
  { minLength: 1, maxLength: 8 },
);

const bounds = { from: fc.integer({ min: 0, max: 9 }), orBlank: fc.boolean() };

function filterOf(columns: readonly ColumnInfo[]): fc.Arbitrary<ColumnFilter> {
  const index = fc.nat(columns.length - 1);
  return index.chain((column): fc.Arbitrary<ColumnFilter> => {
    const always = [
      fc.constantFrom('blank', 'notBlank').map((kind): ColumnFilter => ({ column, kind })),
      fc
        .uniqueArray(fc.constantFrom('ann@contoso.example', 'Ann@contoso.example', 'E3', ''), { minLength: 1 })
        .map((values): ColumnFilter => ({ column, kind: 'values', values })),
    ];
    switch (columns[column]?.type) {
      case 'number':
      case 'duration':
        return fc.oneof(
          ...always,
          fc.record(bounds, plain).map((bound): ColumnFilter => ({ column, kind: 'range', ...bound })),
          fc
            .uniqueArray(index, { minLength: 1, maxLength: 2 })
            .map((of): ColumnFilter => ({ column, kind: 'share', of, from: 0.9 })),
        );
      case 'date':
        return fc.oneof(...always, fc.constant<ColumnFilter>({ column, kind: 'days', to: '2026-11-18' }));
      default:
        return fc.oneof(...always);
    }
  });
}

/** What rows of these columns can be grouped by; a query finds the first of two columns with the same name. */
function groupingOf(columns: readonly ColumnInfo[]): fc.Arbitrary<Grouping> {
  const named = columns.filter(({ name }, index) => columnIds(columns)[index] === name);
  const keys = named.flatMap((info): Grouping['keys'] => {
    const column = info.name;
    return [
      { column },
      ...(['domain', 'member', 'month', 'week', 'weekday'] as const)
        .filter((by) => fitsKey(by, info))
        .map((by) => ({ column, by })),
      ...(fitsKey('range', info) ? [{ column, by: 'range' as const, step: 2.5 }] : []),
      ...(fitsKey('activeWithin', info) ? [{ column, by: 'activeWithin' as const, days: [7, 30] }] : []),
    ];
  });
  const measures = named.flatMap((info) =>
    COLUMN_AGGREGATES.filter((kind) => fitsAggregate(kind, info)).map((kind) => ({ kind, column: info.name })),
  );
  const parts = fc.record(
    {
      keys: fc.uniqueArray(fc.constantFrom(...keys), { minLength: 1, maxLength: 2 }),
      measures: fc.uniqueArray(fc.constantFrom<Grouping['measures'][number]>(...COUNTS, ...measures), {
        minLength: 1,
        maxLength: 3,
      }),
      overTime: fc.constant(true as const),
    },
    { requiredKeys: ['keys', 'measures'], noNullPrototype: true },
  );
  return parts.chain((grouping) => {
    const sortKey = fc.record(
      { column: fc.constantFrom(...groupColumnNames(grouping.keys, grouping.measures)), descending: fc.boolean() },
      { requiredKeys: ['column'], noNullPrototype: true },
    );
    const sort = fc.uniqueArray(sortKey, { maxLength: 3, selector: ({ column }) => column });
    return fc
      .option(sort, { nil: undefined })
      .map((sorted) => (sorted === undefined ? grouping : { ...grouping, sort: sorted }));
  });
}

/** What somebody can see of a table: its columns, which rows in which order, how the columns are arranged, and perhaps groups. */
export const someScreen = someColumns.chain((columns) => {
  const ids = fc.uniqueArray(fc.constantFrom(...columnIds(columns)));
  const index = fc.nat(columns.length - 1);
  const view: fc.Arbitrary<TableView> = fc.record(
    {
      sort: fc.array(fc.record({ column: index, descending: fc.boolean() }, plain), { minLength: 1, maxLength: 3 }),
      filter: fc.constantFrom('ann', 'E3 '),
      filters: fc.array(filterOf(columns), { minLength: 1, maxLength: 4 }),
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  const columnChoices: fc.Arbitrary<ColumnChoices> = fc.record(
    {
      showConstant: fc.boolean(),
      order: ids,
      hidden: ids,
      unfolded: ids,
      pinned: ids,
      widths: fc.array(
        fc.record({ column: fc.constantFrom(...columnIds(columns)), width: fc.integer({ min: 1, max: 900 }) }, plain),
      ),
    },
    { requiredKeys: ['showConstant'], noNullPrototype: true },
  );
  return fc.record(
    { columns: fc.constant(columns), view, columnChoices, grouping: groupingOf(columns) },
    { requiredKeys: ['columns', 'view', 'columnChoices'], noNullPrototype: true },
  );
});
