import assert from 'node:assert/strict';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { parseQuery } from '../../../../src/shared/query/querySchema.js';
import type { Query } from '../../../../src/shared/query/query.js';
import { nearestText } from '../../../../src/base/nearestText.js';

describe('parseQuery', () => {
  it('takes a query with everything that one can have', () => {
    const query: Query = {
      version: 1,
      source: {
        report: 'getTeamsUserActivityUserDetail',
        period: 'D30',
        connection: 'sample',
        refreshDate: '2026-11-18',
      },
      filter: 'ann',
      filters: [
        { column: 'Calls', kind: 'range', from: 1, orBlank: true },
        { column: 'Seen', kind: 'days', to: '2026-11-18' },
        { column: 'Products', kind: 'values', values: ['E3'] },
        { column: 'Used', kind: 'share', of: ['Quota'], above: 0.9 },
        { column: 'Team', kind: 'notBlank' },
      ],
      groupBy: [
        { column: 'Team', name: 'Group' },
        { column: 'Products', by: 'member' },
        { column: 'Calls', by: 'range', bounds: [0, 10] },
        { column: 'Calls', by: 'range', step: 5, name: 'Fives' },
        { column: 'Seen', by: 'activeWithin', days: [30, 90] },
      ],
      aggregates: [
        { kind: 'count', name: 'Users' },
        { kind: 'sum', column: 'Calls' },
        { kind: 'change', of: 'Users' },
      ],
      sort: [{ column: 'Users', descending: true }, { column: 'Group' }],
      limit: 10,
      minGroupSize: 5,
      earlier: { daysBefore: 28 },
    };
    assert.deepEqual(parseQuery(JSON.parse(JSON.stringify(query))), query);
  });

  const wrong: readonly (readonly [what: unknown, argument: string, message: RegExp])[] = [
    [7, 'query', /It has to be Object/],
    [{ version: 2 }, 'version', /understands 1; here it is 2/],
    [
      { version: 1, aggregates: [{ kind: 'total', column: 'A' }] },
      'aggregates.0.kind',
      /count, share, distinct, sum, mean.*"total"/,
    ],
    [{ version: 1, groupBy: [{ column: 'A', by: 'year' }] }, 'groupBy.0.by', /domain, member, month.*"year"/],
    [{ version: 1, filters: [{ column: 'A', kind: 'like' }] }, 'filters.0.kind', /range, days, values.*"like"/],
    [{ version: 1, filters: [{ column: 'A', kind: 'days', from: '1 May' }] }, 'filters.0.from', /YYYY-MM-DD/],
    [{ version: 1, groupBy: [{ column: 3 }] }, 'groupBy.0.column', /has to be string; here it is 3/],
    [{ version: 1, groupby: [] }, 'groupby', /There is no property/],
    [{ version: 1, limit: 0 }, 'limit', />=1/],
    [{ version: 1, groupBy: [{ column: 'A', by: 'range' }] }, 'groupBy.0', /"bounds".*"step"/],
    [{ version: 1, groupBy: [{ column: 'A', by: 'range', step: 0 }] }, 'groupBy.0.step', /above 0/],
    [{ version: 1, columns: ['A'], aggregates: [{ kind: 'count' }] }, 'columns', /Leave out "columns"/],
    [{ version: 1, minGroupSize: 5 }, 'minGroupSize', /needs groups/],
    [{ version: 1, aggregates: [{ kind: 'change', of: 'Rows' }] }, 'aggregates.0', /"earlier"/],
    [{ version: 1, earlier: { daysBefore: 7 } }, 'earlier', /"change"/],
  ];
  for (const [what, argument, message] of wrong) {
    it(`refuses ${JSON.stringify(what)}, and says what would be right`, () => {
      assert.throws(
        () => parseQuery(what),
        (error) => {
          assert.ok(error instanceof UsageReportsError);
          assert.equal(error.reason, 'invalidRequest');
          assert.equal(error.details.argument, argument, error.message);
          assert.match(error.message, message);
          return true;
        },
      );
    });
  }
});

describe('nearestText', () => {
  it('is what somebody most likely meant, or nothing', () => {
    const columns = ['Call Count', 'Meeting Count', 'User Id'];
    assert.equal(nearestText('call cuont', columns), 'Call Count');
    assert.equal(nearestText('MeetingCount', columns), 'Meeting Count');
    assert.equal(nearestText('Storage Used', columns), undefined);
  });
});
