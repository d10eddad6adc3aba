import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TableHandle } from '../../../../src/services/tables/tableHandle.js';
import { isCancelled } from '../../../../src/base/errors.js';
import type { GroupKey, Query, QueryAggregate } from '../../../../src/shared/query/query.js';
import { hasReason } from '../../../support/rejections.js';
import { textOf } from '../../../support/streams.js';
import { exportFacts } from '../../core/table/support.js';
import { fileOfEveryType, tablesInBoth } from './tablesInBoth.js';
import { ended, threadsOf } from './threads.js';

const text = fileOfEveryType(2_000, (row) => row % 90);
const query: Query = { version: 1, groupBy: [{ column: 'Name' }], aggregates: [{ kind: 'sum', column: 'Count' }] };

describe('a query of a table in a worker', () => {
  const { here, keep, there } = tablesInBoth(text);

  it('is answered as one here would be', async () => {
    const keys: GroupKey[] = [
      { column: 'Name' },
      { column: 'Products', by: 'member' },
      { column: 'Day', by: 'week' },
      { column: 'Count', by: 'range', step: 10 },
    ];
    const aggregates: QueryAggregate[] = [
      { kind: 'count' },
      { kind: 'median', column: 'Count' },
      { kind: 'distinct', column: 'Flag' },
      { kind: 'sum', column: 'Talk' },
    ];
    const [far, near] = [await there(), await here()];
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(keys),
        fc.subarray(aggregates),
        fc.integer({ min: 1, max: 50 }),
        async (groupBy, some, limit) => {
          const asked: Query = { version: 1, groupBy, aggregates: some, filter: '1', limit };
          const [one, other] = [await far.query(asked), await near.query(asked)];
          assert.deepEqual(one.columns, other.columns);
          assert.deepEqual(one.provenance, other.provenance);
          assert.deepEqual(await one.rows({}, 0, 50), await other.rows({}, 0, 50));
          one.dispose();
          other.dispose();
        },
      ),
      { numRuns: 20 },
    );
  });

  it('is a table like any other: sorted, filtered, written, and asked again', async () => {
    const answer = keep(await (await there()).query(query));
    assert.equal(answer.rowCount, 700);
    const view = { sort: [{ column: 1, descending: true }], filter: 'user1' };
    const { rows, viewRowCount } = await answer.rows(view, 0, 2);
    assert.equal(viewRowCount, 111);
    assert.ok(Number(rows[0]?.[1]) >= Number(rows[1]?.[1]));
    const written = await textOf(answer.write({ writer: 'csvOfTexts', facts: exportFacts }));
    assert.equal(written.trim().split('\n').length, 701);
    const again = keep(await answer.query({ version: 1, aggregates: [{ kind: 'count' }] }));
    assert.deepEqual((await again.rows({}, 0, 1)).rows, [[700]]);
  });

  it('is answered by a table that its source does not need to outlive; the thread ends with the last of them', async () => {
    let table: TableHandle | undefined;
    const threads = await threadsOf(async () => (table = await there()));
    const answer = keep(await table!.query(query));
    const rows = table!.rows({}, 0, 1);
    table!.dispose();
    await assert.rejects(rows, hasReason('invalidRequest'));
    await assert.rejects(table!.rows({}, 0, 1), hasReason('invalidRequest'));
    assert.equal((await answer.rows({}, 0, 1)).rows.length, 1);
    answer.dispose();
    await assert.rejects(answer.rows({}, 0, 1), hasReason('invalidRequest'));
    await ended(threads);
  });

  it('says what is wrong, and can be canceled', async () => {
    for (const table of [await there(), await here()]) {
      await assert.rejects(
        table.query({ version: 1, groupBy: [{ column: 'Nmae' }] }),
        (error: Error) => hasReason('invalidRequest')(error) && error.message.includes('"Name"'),
      );
      const abort = new AbortController();
      const asking = table.query(query, {}, abort.signal);
      abort.abort();
      await assert.rejects(asking, isCancelled);
      keep(await table.query(query));
    }
  });
});
