import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DiffHandle, SnapshotFile } from '../../../../src/services/tables/diffHandle.js';
import { compareLocally } from '../../../../src/services/tables/localDiff.js';
import { compareInWorker } from '../../../../src/services/tables/workerDiff.js';
import { changeKinds } from '../../../../src/shared/diff.js';
import { bytesOf, csvFile, definition } from '../../core/table/support.js';

const report = definition(
  [
    { name: 'Report Refresh Date', type: 'date' },
    { name: 'User Principal Name', type: 'text', identity: true },
    { name: 'Storage Used (Byte)', type: 'number', unit: 'bytes' },
    { name: 'Items', type: 'number', unit: 'count' },
  ],
  { keys: ['User Principal Name'] },
);

type Person = readonly [name: string, storage: string, items: string];

const fileOf = (people: readonly Person[]): SnapshotFile => {
  const rows = people.map(([name, ...cells]) => ['2026-11-18', `${name}@northlight.example`, ...cells]);
  const text = csvFile([report.columns.map(({ name }) => name), ...rows]);
  return {
    format: 'csv',
    async *chunks() {
      yield await Promise.resolve(bytesOf(text));
    },
  };
};
const people = fc.uniqueArray(
  fc.tuple(
    fc.constantFrom('ada', 'bo', 'cy', 'dee', 'eve', 'finn'),
    fc.constantFrom('', '10', '20'),
    fc.constantFrom('', '1', '2'),
  ),
  { selector: ([name]) => name, maxLength: 6 },
);

/** What the cells of all rows of a tab come to in a column, added up one by one. */
async function addedUp(diff: DiffHandle, change: (typeof changeKinds)[number], column: number, filter: string) {
  const { rows } = await diff.rows(change, { filter }, 0, 100);
  const cells = rows.map((row) => row[column] ?? null);
  const numbers = cells.filter((cell) => typeof cell === 'number');
  return {
    blank: cells.filter((cell) => cell === null).length,
    numbers: numbers.length,
    sum: numbers.length === 0 ? undefined : numbers.reduce((sum, one) => sum + one, 0),
  };
}

describe('what selected cells of changed rows come to', () => {
  it('is what they say now, or said last, of the rows that the filter leaves', () =>
    fc.assert(
      fc.asyncProperty(
        people,
        people,
        fc.constantFrom('', 'e', 'ada'),
        fc.nat(3),
        async (before, after, filter, picked) => {
          const diff = await compareLocally(fileOf(before), fileOf(after), report);
          for (const { change, columns, count } of diff.tabs) {
            const column = Math.min(picked, columns.length - 1);
            const expected = await addedUp(diff, change, column, filter);
            const cells = { rows: [{ start: 0, end: count }], columns: [column] };
            const { blank, numbers, amounts } = await diff.cellStatistics(change, { filter }, cells, report);
            assert.deepEqual({ blank, numbers, sum: amounts?.sum ?? undefined }, expected, change);
          }
          diff.dispose();
        },
      ),
      { numRuns: 60 },
    ));

  it('is the same in a thread, and nothing of the values before', async () => {
    const files = [
      fileOf([
        ['ada', '10', '1'],
        ['bo', '10', '1'],
      ]),
      fileOf([
        ['ada', '30', '1'],
        ['bo', '50', '1'],
      ]),
    ] as const;
    const local = await compareLocally(...files, report);
    const { columns = [] } = local.tabs.find(({ change }) => change === 'changed') ?? {};
    const storage = columns.findIndex(({ name }) => name === 'Storage Used (Byte)');
    const cells = { rows: [{ start: 0, end: 2 }], columns: [storage, columns.length, columns.length + 5] };
    const found = await local.cellStatistics('changed', {}, cells, report);
    assert.deepEqual(found, {
      ...{ blank: 0, numbers: 2 },
      amounts: { unit: 'bytes', sum: 80, mean: 40, min: 30, max: 50 },
    });
    const thread = await compareInWorker(...files, report);
    assert.deepEqual(await thread.cellStatistics('changed', {}, cells, report), found);
    thread.dispose();
    local.dispose();
  });
});
