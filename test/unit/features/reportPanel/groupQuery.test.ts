import assert from 'node:assert/strict';
import fc from 'fast-check';
import { safeParse } from 'valibot';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { shortLabel } from '../../../../src/core/table/charts/labels.js';
import { groupQuery } from '../../../../src/features/reportPanel/groupQuery.js';
import { grouping, type Grouping } from '../../../../src/shared/pages/grouping.js';
import { parsePanelState } from '../../../../src/shared/pages/savedPanel.js';
import { parseQuery } from '../../../../src/shared/query/querySchema.js';
import type { ColumnInfo } from '../../../../src/shared/report.js';
import { arbitraryOf } from '../../../support/arbitraryOf.js';

const LONG = 'x'.repeat(5_000);
const columns: readonly ColumnInfo[] = [
  { name: 'User', type: 'text', known: true },
  { name: 'Calls', type: 'number', known: true },
  { name: LONG, type: 'text', known: false },
];
const all = { columns, minimumSize: 1, rowNoun: 'rows' as const };
const plain: Grouping = { keys: [{ column: 'User' }], measures: [{ kind: 'count' }] };

/** Any grouping that a page may send, of these columns. */
const groupings = (arbitraryOf(grouping) as fc.Arbitrary<Grouping>).map(({ keys, measures }): Grouping => {
  const name = (text = '') => shortLabel(columns[text.length % columns.length]!.name);
  return {
    keys: keys.map((key) => ({ ...key, column: name(key.column) })),
    measures: measures.map((measure) =>
      'column' in measure ? { ...measure, column: name(measure.column) } : { ...measure },
    ),
  };
});

describe('a grouping as a query', () => {
  it('is a query that the engine understands, or one that it refuses with the place', () => {
    fc.assert(
      fc.property(groupings, (one) => {
        const { query } = groupQuery(one, {}, all);
        try {
          assert.deepEqual(parseQuery(query), query);
        } catch (error) {
          assert.ok(error instanceof UsageReportsError && error.reason === 'invalidRequest', String(error));
        }
      }),
    );
  });

  it('has the names of the file for those that the page knows shortened', () => {
    const { query, keyColumns } = groupQuery({ ...plain, keys: [{ column: shortLabel(LONG) }] }, {}, all);
    assert.deepEqual([query.groupBy, keyColumns], [[{ column: LONG }], [2]]);
    assert.throws(() => groupQuery({ ...plain, keys: [{ column: 'Gone' }] }, {}, all), { reason: 'invalidRequest' });
  });

  it('groups the rows of the view without its order, and only those that are counted', () => {
    const view = {
      filter: 'ada',
      filters: [{ column: 1, kind: 'share', of: [0], from: 1 }],
      sort: [{ column: 0, descending: true }],
    } as const;
    const { query, rows } = groupQuery(plain, view, all);
    assert.deepEqual(query.filters, [{ column: 'Calls', kind: 'share', of: ['User'], from: 1 }]);
    assert.deepEqual([query.filter, query.sort], ['ada', undefined]);
    assert.deepEqual(rows, { filter: view.filter, filters: view.filters });
    const countedFilter = { column: 0, kind: 'values', values: ['180'] } as const;
    const counted = groupQuery(plain, {}, { ...all, countedFilter });
    assert.deepEqual(counted.rows, { filters: [countedFilter] });
    // Whoever has filtered by that column has said which rows are meant.
    const chosen = { filters: [{ column: 0, kind: 'values', values: ['7'] }] } as const;
    assert.deepEqual(groupQuery(plain, chosen, { ...all, countedFilter }).rows, chosen);
  });

  it('leaves small groups out where that is set', () => {
    assert.equal(groupQuery(plain, {}, all).query.minGroupSize, undefined);
    assert.equal(groupQuery(plain, {}, { ...all, minimumSize: 5 }).query.minGroupSize, 5);
  });
});

describe('the grouping that a panel saves', () => {
  const saved = (one: unknown) =>
    parsePanelState({ version: 1, ref: { connection: 'a', report: 'b' }, view: {}, grouping: one });

  it('comes back as it was, and one that is not understood is none', () => {
    fc.assert(
      fc.property(arbitraryOf(grouping), (one) => {
        const sent = structuredClone(one);
        assert.deepEqual(saved(sent)?.grouping, sent);
      }),
    );
    fc.assert(
      fc.property(fc.anything(), (one) => {
        const { success } = safeParse(grouping, one);
        assert.equal(saved(one)?.grouping !== undefined, success);
      }),
    );
    assert.equal(saved(undefined)?.grouping, undefined);
  });
});
