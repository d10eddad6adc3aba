import assert from 'node:assert/strict';
import fc from 'fast-check';
import { columnFactsOf } from '../../../../src/core/table/query/columnFacts.js';
import { csv, csvFile, definition } from './support.js';

const COLUMNS = [
  { name: 'Report Refresh Date', type: 'date' },
  { name: 'Name', type: 'text' },
  { name: 'Storage Used (Byte)', type: 'number', unit: 'bytes' },
  { name: 'Message Count', type: 'number', unit: 'count' },
  { name: 'Products', type: 'list' },
  { name: 'Is Deleted', type: 'boolean' },
  { name: 'Report Period', type: 'text' },
] as const;
const report = definition(COLUMNS);
const table = (...rows: readonly (readonly string[])[]) =>
  csv(csvFile([COLUMNS.map(({ name }) => name), ...rows]), report);

describe('column facts', () => {
  it('name what every row has, blank cells included, and the largest amount of bytes', async () => {
    const of = await table(
      ['2026-11-18', 'a', '10', '5', 'E5+VISIO', 'False', '30'],
      ['2026-11-18', 'b', '', '5.0', 'E5+VISIO', 'False', '30'],
      ['2026-11-18', 'c', '2048', '5', 'E5+VISIO', 'False', '30'],
    );
    assert.deepEqual(await columnFactsOf(of), [
      { constant: '2026-11-18' },
      {},
      { largest: 2048, fifthPercentile: 8 },
      { constant: 5 },
      { constant: ['E5', 'VISIO'] },
      { constant: false },
      { constant: '30' },
    ]);
  });

  it('tell a cell that does not fit its type, and a blank one at either end, from the others', async () => {
    const of = await table(
      ['2026-11-18', '', 'much', '', '', 'False', '30'],
      ['', '', 'much', '0', '', 'no idea', '30'],
      ['2026-11-18', '', 'much', '', '', '', '30'],
    );
    assert.deepEqual(await columnFactsOf(of), [
      {},
      { constant: null },
      { constant: 'much' },
      {},
      { constant: null },
      {},
      { constant: '30' },
    ]);
  });

  it('of one row are about the report only, and of none there are none', async () => {
    const one = await table(['2026-11-18', 'a', '10', '5', '', 'False', '30']);
    assert.deepEqual(await columnFactsOf(one), [
      { constant: '2026-11-18' },
      {},
      { largest: 10, fifthPercentile: 8 },
      {},
      {},
      {},
      { constant: '30' },
    ]);
    assert.deepEqual(
      await columnFactsOf(await table()),
      COLUMNS.map(() => ({})),
    );
  });

  it('are what looking at every cell finds, whatever the rows', async () => {
    const cell = fc.constantFrom('', '', '1', '2', 'a', 'False', '2026-11-18');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(...COLUMNS.map(() => cell)), { minLength: 2, maxLength: 6 }), async (rows) => {
        const of = await table(...rows);
        const facts = await columnFactsOf(of);
        for (const [index, { constant, largest }] of facts.entries()) {
          const cells = rows.map((_, row) => of.value(row, index));
          const same = cells.every((value) => JSON.stringify(value) === JSON.stringify(cells[0]));
          assert.deepEqual(constant, same ? cells[0] : undefined);
          const amounts = index === 2 ? cells.filter((value) => typeof value === 'number') : [];
          assert.equal(largest, amounts.length === 0 ? undefined : Math.max(...amounts));
        }
      }),
    );
  });

  it('need not wait for the end to be given up', async () => {
    const of = await table(
      ...Array.from({ length: 60_000 }, (_, row) => ['2026-11-18', String(row), '1', '1', '', '', '30']),
    );
    await assert.rejects(columnFactsOf(of, AbortSignal.abort()), { name: 'AbortError' });
  });

  it('tell what all but a twentieth of the amounts reach, to the power of two, and how many decimals numbers have', async () => {
    const columns = [
      { name: 'Storage Used (Byte)', type: 'number', unit: 'bytes' },
      { name: 'Used (%)', type: 'number', unit: 'count', decimals: true },
    ] as const;
    const factsOf = async (rows: readonly (readonly [number | '', number | ''])[]) => {
      const cells = rows.map((row) => row.map(String));
      const file = await csv(csvFile([columns.map(({ name }) => name), ...cells]), definition(columns));
      return (await columnFactsOf(file)).map((facts) => ({ ...facts, constant: undefined }));
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.oneof(fc.constant('' as const), fc.nat({ max: 2 ** 40 }), fc.nat({ max: 2_000 })),
            fc.oneof(
              fc.constant('' as const),
              fc.nat({ max: 99 }),
              fc.nat({ max: 999 }).map((tenths) => tenths / 10),
            ),
          ),
          { minLength: 1, maxLength: 60 },
        ),
        async (rows) => {
          const [bytes, share] = await factsOf(rows);
          const amounts = rows.flatMap(([amount]) => (amount === '' || amount === 0 ? [] : [amount]));
          const low = bytes?.fifthPercentile;
          assert.equal(low === undefined, amounts.length === 0);
          if (low !== undefined) {
            assert.ok(amounts.filter((amount) => amount < low).length <= amounts.length / 20, String(low));
            assert.ok(amounts.filter((amount) => amount < 2 * low).length > amounts.length / 20, String(low));
          }
          const texts = rows.map(([, number]) => String(number));
          const hasNumbers = texts.some((text) => text !== '');
          const places = Math.max(0, ...texts.map((text) => text.split('.')[1]?.length ?? 0));
          assert.equal(share?.decimalPlaces, hasNumbers ? places : share?.decimalPlaces);
        },
      ),
    );
    assert.equal((await factsOf([['', 0.57]]))[1]?.decimalPlaces, 2);
    assert.equal((await factsOf([['', 1 / 3]]))[1]?.decimalPlaces, 2);
  });
});
