import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cellStatisticsOf } from '../../../../../src/core/table/query/cellStatistics.js';
import { columnarOf } from '../../../../../src/core/table/store/columnarTable.js';
import { catalog } from '../../../../support/catalog.js';
import { csv } from '../support.js';

const report = (name: string) => catalog.find(name) ?? assert.fail(name);

const USERS = report('getTeamsUserActivityUserDetail');
const MAILBOXES = report('getMailboxUsageDetail');
const allRows = (count: number) => Uint32Array.from({ length: count }, (_, row) => row);

describe('what selected cells come to', () => {
  it('is the same as adding them up one by one, blank cells apart', async () => {
    const amount = fc.option(fc.nat(1_000_000), { nil: null });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(amount, amount, fc.constantFrom('', 'x')), { minLength: 1, maxLength: 40 }),
        fc.uniqueArray(fc.nat(2), { minLength: 1 }),
        fc.array(fc.nat(39)),
        async (cells, columns, picked) => {
          const lines = cells.map(([calls, meetings, name]) => `${name},${calls ?? ''},${meetings ?? ''},end`);
          const text = ['User Principal Name,Call Count,Meeting Count,Display Name', ...lines].join('\n');
          const table = columnarOf(await csv(text, USERS));
          const rows = Uint32Array.from(picked.filter((row) => row < cells.length));
          const chosen = [...rows].flatMap((row) => {
            const [calls, meetings, name] = cells[row]!;
            return columns.map((column) => [name === '' ? null : name, calls, meetings][column] ?? null);
          });
          const numbers = chosen.filter((cell) => typeof cell === 'number');
          const found = await cellStatisticsOf(table, rows, columns, USERS);
          const sum = numbers.reduce((total, one) => total + one, 0);
          assert.equal(found.blank, chosen.filter((cell) => cell === null).length);
          assert.equal(found.numbers, numbers.length);
          assert.equal(found.amounts?.sum, numbers.length === 0 ? undefined : sum);
          if (found.amounts !== undefined) {
            const { unit, mean, min, max } = found.amounts;
            assert.deepEqual(
              { unit, min, max },
              { unit: 'count', min: Math.min(...numbers), max: Math.max(...numbers) },
            );
            assert.ok(Math.abs((mean ?? NaN) - sum / numbers.length) < 1e-6);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has no amounts of several units, and says how many numbers there are', async () => {
    const text = 'User Principal Name,Item Count,Storage Used (Byte)\na,5,1000\nb,7,\n';
    const table = columnarOf(await csv(text, MAILBOXES));
    assert.deepEqual(await cellStatisticsOf(table, allRows(2), [1, 2], MAILBOXES), { blank: 1, numbers: 3 });
    const bytes = await cellStatisticsOf(table, allRows(2), [0, 2], MAILBOXES);
    assert.deepEqual(bytes, {
      ...{ blank: 1, numbers: 1 },
      amounts: { unit: 'bytes', sum: 1000, mean: 1000, min: 1000, max: 1000 },
    });
    assert.deepEqual(await cellStatisticsOf(table, allRows(2), [0], MAILBOXES), { blank: 0, numbers: 0 });
    assert.deepEqual(await cellStatisticsOf(table, allRows(0), [1], MAILBOXES), { blank: 0, numbers: 0 });
  });

  it('adds up what happens each day, and not the same users on several days', async () => {
    const [users, mails] = [report('getOffice365ActiveUserCounts'), report('getEmailActivityCounts')];
    const sumOf = async (definition: typeof users, header: string, rows: Uint32Array) => {
      const text = `${header},Report Date\n5,2026-11-01\n7,2026-11-02\n`;
      const table = columnarOf(await csv(text, definition));
      return (await cellStatisticsOf(table, rows, [0], definition)).amounts;
    };
    assert.deepEqual(await sumOf(users, 'Exchange', allRows(2)), { unit: 'count', sum: null, mean: 6, min: 5, max: 7 });
    assert.equal((await sumOf(users, 'Exchange', allRows(1)))?.sum, 5, 'one day is added up');
    assert.equal((await sumOf(mails, 'Send', allRows(2)))?.sum, 12);
  });

  it('stops when it is canceled', async () => {
    const table = columnarOf(await csv('User Principal Name,Call Count\na,1\n', USERS));
    const cancel = AbortSignal.abort();
    await assert.rejects(cellStatisticsOf(table, allRows(1), [1], USERS, cancel), { name: 'AbortError' });
  });
});
