import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  LICENSE,
  LICENSE_STATES,
  LICENSES_REPORT,
  PRODUCT,
  TO_TAKE_BACK,
} from '../../../../src/core/licenses/licenseColumns.js';
import { licensePricesOf } from '../../../../src/core/licenses/prices.js';
import type { AttributesFile } from '../../../../src/core/users/attributes/attributesFile.js';
import { openUnused } from '../../../../src/services/licenses/unusedLicenses.js';
import { LocalTable } from '../../../../src/services/tables/localTable.js';
import { bytesOf, csv, csvFile } from '../../core/table/support.js';

const COLUMNS = [LICENSE.principalName, LICENSE.product, LICENSE.state];
const PRODUCTS = ['E5', 'COPILOT'];
const DEPARTMENTS = ['Sales', 'IT', ''];

const person = (index: number) => `person${index}@a.example`;
const licenses = fc.array(
  fc.record({
    person: fc.nat(9),
    product: fc.constantFrom(...PRODUCTS),
    state: fc.constantFrom(...Object.values(LICENSE_STATES)),
  }),
  { maxLength: 60 },
);
/** Of the persons, the first so many are in the file. */
const departments = fc.array(fc.constantFrom(...DEPARTMENTS), { minLength: 1, maxLength: 10 });

function fileOf(known: readonly string[]): AttributesFile {
  // The file writes names in another case.
  const rows = known.map((department, index) => [person(index).toUpperCase(), department]);
  return {
    name: 'hr.csv',
    content: {
      bytes: bytesOf(csvFile([['UPN', 'Department'], ...rows])),
      keys: { principalName: 'UPN' },
      attributes: [{ column: 'Department', name: 'Department' }],
    },
  };
}

describe('unused licenses', () => {
  it('have the attributes of their users, and say of the shown rows how many have none', async () => {
    await fc.assert(
      fc.asyncProperty(
        licenses,
        departments,
        fc.option(fc.constantFrom(...PRODUCTS), { nil: undefined }),
        async (all, known, product) => {
          const table = await csv(
            csvFile([COLUMNS, ...all.map((one) => [person(one.person), one.product, one.state])]),
            LICENSES_REPORT,
          );
          const unused = await openUnused(new LocalTable(table), {
            products: product === undefined ? undefined : [product],
            attributes: [fileOf(known)],
          });
          const shown = all.filter(
            (one) => TO_TAKE_BACK.includes(one.state) && (product === undefined || one.product === product),
          );
          const places = [...COLUMNS, 'Department', 'Attributes Status'].map((name) =>
            unused.columns.findIndex((one) => one.name === name),
          );
          const { rows } = await unused.rows({}, 0, unused.rowCount);
          assert.deepEqual(
            rows.map((row) => places.map((place) => row[place] ?? '')),
            shown.map((one) => [
              ...[person(one.person), one.product, one.state, known[one.person] ?? ''],
              one.person < known.length ? 'In file' : 'Not in file',
            ]),
          );
          const missing = shown.filter((one) => one.person >= known.length).length;
          assert.deepEqual(
            unused.warnings.flatMap((warning) => (warning.kind === 'attributes' ? [warning.notInFile] : [])),
            missing === 0 ? [] : [missing],
          );
          unused.dispose();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('find their users in a file that has object IDs alone', async () => {
    const table = await csv(
      csvFile([
        [...COLUMNS, LICENSE.id],
        [person(1), 'E5', LICENSE_STATES.unused, 'ID-1'],
        [person(2), 'E5', LICENSE_STATES.unused, ''],
      ]),
      LICENSES_REPORT,
    );
    const file: AttributesFile = {
      name: 'entra.csv',
      content: {
        bytes: bytesOf(
          csvFile([
            ['Id', 'Department'],
            ['id-1', 'Sales'],
          ]),
        ),
        keys: { id: 'Id' },
        attributes: [{ column: 'Department', name: 'Department' }],
      },
    };
    const unused = await openUnused(new LocalTable(table), { attributes: [file] });
    const department = unused.columns.findIndex(({ name }) => name === 'Department');
    const { rows } = await unused.rows({}, 0, unused.rowCount);
    assert.deepEqual(
      rows.map((row) => row[department]),
      ['Sales', null],
    );
    unused.dispose();
  });

  it('have the price of their product, blank where it has none, and no such column where nothing has a price', async () => {
    const rows = [...PRODUCTS, 'E5'].map((product, index) => [person(index), product, LICENSE_STATES.unused]);
    const table = await csv(csvFile([COLUMNS, ...rows]), LICENSES_REPORT);
    const pricesOf = (typed: unknown) => licensePricesOf(typed, 'EUR');
    const unused = await openUnused(new LocalTable(table), { prices: pricesOf({ e5: 54.75, VISIO: 1 }) });
    assert.deepEqual(
      unused.columns.slice(-2).map(({ name, currency }) => [name, currency]),
      [
        [PRODUCT.price, 'EUR'],
        [PRODUCT.currency, undefined],
      ],
    );
    assert.deepEqual(
      (await unused.rows({}, 0, 3)).rows.map((row) => row.slice(-2)),
      [
        [54.75, 'EUR'],
        [null, null],
        [54.75, 'EUR'],
      ],
    );
    const without = await openUnused(new LocalTable(table), { prices: pricesOf({ VISIO: 1 }) });
    assert.deepEqual(without.columns, table.columns);
    [unused, without].forEach((one) => one.dispose());
  });

  it('are those of the reports alone without a file, and say why a file is not used', async () => {
    const table = await csv(csvFile([COLUMNS, [person(1), 'E5', LICENSE_STATES.unused]]), LICENSES_REPORT);
    const without = await openUnused(new LocalTable(table), {});
    assert.deepEqual(without.columns, table.columns);
    const gone = await openUnused(new LocalTable(table), {
      attributes: [{ name: 'hr.csv', content: { problem: 'missing' } }],
    });
    assert.equal(gone.rowCount, 1);
    assert.deepEqual(gone.columns, table.columns);
    assert.deepEqual(gone.warnings.at(-1), { kind: 'attributesUnreadable', file: 'hr.csv', problem: 'missing' });
    [without, gone].forEach((one) => one.dispose());
  });
});
