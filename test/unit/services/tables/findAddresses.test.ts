import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findAddresses } from '../../../../src/services/tables/findAddresses.js';
import { LocalTable } from '../../../../src/services/tables/localTable.js';
import { csv, csvFile, definition } from '../../core/table/support.js';

const NAME = 'User Principal Name';
const rows = fc.array(
  fc.record({
    name: fc.constantFrom('', 'ada@a.example', 'bob@a.example', 'cy@a.example', 'dee@a.example'),
    product: fc.constantFrom('E5', 'COPILOT'),
    isDeleted: fc.constantFrom('True', 'False', ''),
  }),
  { minLength: 1, maxLength: 20 },
);

describe('addresses of users', () => {
  const ofUsers = definition([
    { name: NAME, type: 'text', identity: true },
    { name: 'Product', type: 'text' },
    { name: 'Is Deleted', type: 'boolean' },
  ]);

  it('are those of the rows on screen, each once, and of nobody who is deleted, who are counted', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom(undefined, 'E5', 'COPILOT'), async (all, product) => {
        const file = csvFile([
          [NAME, 'Product', 'Is Deleted'],
          ...all.map((row) => [row.name, row.product, row.isDeleted]),
        ]);
        const table = new LocalTable(await csv(file, ofUsers), undefined);
        const filters =
          product === undefined ? [] : [{ column: 'Product', kind: 'values' as const, values: [product] }];
        const signal = new AbortController().signal;
        const { addresses, deleted } = await findAddresses(table, ofUsers, { filters, column: NAME }, signal);
        const shown = all.filter((row) => row.name !== '' && (product === undefined || row.product === product));
        const namesOf = (isDeleted: boolean) =>
          new Set(shown.filter((row) => (row.isDeleted === 'True') === isDeleted).map(({ name }) => name));
        const found = (await addresses.rows({}, 0, addresses.rowCount)).rows.map(([name]) => String(name));
        assert.deepEqual(found.toSorted(), [...namesOf(false)].sort());
        assert.equal(deleted, namesOf(true).size);
        addresses.dispose();
        table.dispose();
      }),
    );
  });

  it('are all there in a report that says of nobody whether they are deleted', async () => {
    const report = definition([{ name: NAME, type: 'text', identity: true }]);
    const table = new LocalTable(await csv(csvFile([[NAME], ['ada@a.example']]), report), undefined);
    const signal = new AbortController().signal;
    const { addresses, deleted } = await findAddresses(table, report, { column: NAME }, signal);
    assert.deepEqual([addresses.rowCount, deleted], [1, 0]);
  });
});
