import assert from 'node:assert/strict';
import { writeTables, type WorkbookTable } from '../../../../../src/core/export/xlsx/severalTables.js';
import { LocalTable } from '../../../../../src/services/tables/localTable.js';
import { gzip } from '../../../../../src/services/tables/gzip.js';
import { readWorkbook } from '../../../../support/readWorkbook.js';
import { HandMadeTable, inputOf } from '../handMadeTable.js';

/** A table of one column as another thread would have it. */
function tableOf(title: string, numbers: readonly number[], onNamed: WorkbookTable['onNamed']): WorkbookTable {
  const table = new LocalTable(
    new HandMadeTable(
      [['Row', 'number']],
      numbers.map((number) => [number]),
    ),
  );
  const facts = inputOf(new HandMadeTable([], []));
  return {
    ...{ title, onNamed, columnCount: 1, rowCount: numbers.length },
    sheet: (rows) => table.write({ writer: 'xlsxSheet', facts, ...(rows === undefined ? {} : { rows }) }),
  };
}

describe('a workbook of several tables', () => {
  const name = 'About';
  const cutTexts = { label: 'Long texts', value: 'cut' };

  it('has a sheet for each, more for one with many rows, and begins with what they are', async () => {
    const named: string[][] = [];
    const onNamed = (sheet: string, rowCount: number) => void named.push([sheet, String(rowCount)]);
    const tables = [
      tableOf('One', [1, 2], onNamed),
      tableOf('About', [3], onNamed),
      tableOf('Many', [4, 5, 6, 7], onNamed),
      tableOf('One', [], onNamed),
    ];
    const make = () => ({ name, facts: named.map(([label = '', value = '']) => ({ label, value })), cutTexts });
    const { sheets, namedRanges } = await readWorkbook(writeTables(tables, { name, make }, gzip, 4));
    const expected = [
      ['One', '2'],
      ['About (2)', '1'],
      ['Many', '3'],
      ['Many (2)', '1'],
      ['One (2)', '0'],
    ];
    assert.deepEqual(
      sheets.map((sheet) => [sheet.name, sheet.rows.flat()]),
      [
        ['About', [...expected.flat(), 'Long texts', 'cut']],
        ['One', ['Row', 1, 2]],
        ['About (2)', ['Row', 3]],
        ['Many', ['Row', 4, 5, 6]],
        ['Many (2)', ['Row', 7]],
        ['One (2)', ['Row']],
      ],
    );
    assert.deepEqual(named, expected);
    assert.deepEqual(
      namedRanges?.map(({ range }) => range),
      ["'One'!$A$1:$A$3", "'About (2)'!$A$1:$A$2", "'Many'!$A$1:$A$4", "'Many (2)'!$A$1:$A$2", "'One (2)'!$A$1:$A$1"],
    );
  });

  it('takes a table only when the one before it is written', async () => {
    const steps: string[] = [];
    const tables = (function* () {
      for (const title of ['A', 'B']) {
        const table = tableOf(title, [1], () => undefined);
        steps.push(`opened ${title}`);
        yield {
          ...table,
          sheet: async function* () {
            yield* table.sheet(undefined);
            steps.push(`written ${title}`);
          },
        };
        steps.push(`closed ${title}`);
      }
    })();
    const make = () => ({ name, facts: [{ label: 'Steps', value: String(steps.length) }], cutTexts });
    await readWorkbook(writeTables(tables, { name, make }, gzip));
    assert.deepEqual(steps, ['opened A', 'written A', 'closed A', 'opened B', 'written B', 'closed B']);
  });
});
