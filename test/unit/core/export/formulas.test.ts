import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import type { ReportTable } from '../../../../src/core/table/store/table.js';
import { type WriterId, writers } from '../../../../src/core/export/writers.js';
import { LocalTable } from '../../../../src/services/tables/localTable.js';
import { catalog } from '../../../support/catalog.js';
import { textOf } from '../../../support/streams.js';
import { csv } from '../table/support.js';
import { HandMadeTable, inputOf } from './handMadeTable.js';

const FORMATS = ['csvNormalized', 'tabSeparated'] as const;
const SEPARATORS = [',', ';', '\t', '|'];

function write(table: ReportTable, writer: WriterId, neutralizeFormulas = true): Promise<string> {
  return textOf(new LocalTable(table).write({ writer, facts: inputOf(table), options: { neutralizeFormulas } }));
}

/** What would run in a spreadsheet that splits at any of the separators, with an eye for quotes or without. */
function formulasIn(text: string): string[] {
  return SEPARATORS.flatMap((separator) => [
    ...cellsAt(separator, text, false),
    // A quote that is never closed reaches to the end.
    ...(cellsAt(separator, text, '"') ?? cellsAt(separator, `${text}"`, '"') ?? assert.fail(text)),
  ]).filter(wouldRun);
}

function cellsAt(delimiter: string, text: string, quote: false): string[];
function cellsAt(delimiter: string, text: string, quote: string): string[] | undefined;
function cellsAt(delimiter: string, text: string, quote: string | false): string[] | undefined {
  const lenient = { bom: true, relax_quotes: true, relax_column_count: true, skip_empty_lines: true };
  try {
    return parse(text, { ...lenient, delimiter, quote, record_delimiter: ['\r\n', '\n', '\r'] }).flat();
  } catch (error) {
    assert.equal((error as { code?: string }).code, 'CSV_QUOTE_NOT_CLOSED');
    return undefined;
  }
}

/** Whether a cell begins as a formula, once blanks and all that is invisible are removed. Numbers that begin a line are none. */
function wouldRun(cell: string): boolean {
  const seen = cell.normalize('NFKC').replace(/^[\s"\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]+/u, '');
  return /^[=+\-@\u2212]/.test(seen) && !/^[+\-\u2212]\d+([.]\d+)?([,;\t|]|$)/.test(seen);
}

describe('formulas in text for spreadsheets', () => {
  for (const format of FORMATS) {
    it(`begin no cell of a file of hostile team names, wherever it is split: ${format}`, async () => {
      const file = readFileSync(path.join('test', 'fixtures', 'reports', 'semicolon-team-names.csv'));
      const table = await csv(file, catalog.find('getTeamsTeamActivityDetail'));
      assert.equal(table.rowCount, 11);
      assert.notDeepEqual(formulasIn(await write(table, format, false)), []);
      assert.deepEqual(formulasIn(await write(table, format)), []);
    });

    it(`begin no cell of any table, wherever it is split: ${format}`, async () => {
      await fc.assert(
        fc.asyncProperty(anyTable, async (table) => {
          assert.deepEqual(formulasIn(await write(table, format)), []);
        }),
        { numRuns: 400 },
      );
    });
  }

  it('are all that is changed: without the apostrophes, the texts are as they were', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, async (table) => {
        const rows = parse(await write(table, 'csvNormalized'), { bom: true, record_delimiter: '\r\n' });
        rows.slice(1).forEach((cells, row) => {
          cells.forEach((cell, column) => {
            const text = table.text(row, column);
            assert.equal(cell.replaceAll("'", ''), text.replaceAll("'", ''));
            assert.ok(cell === text || /[=+\-@\u2212\t\r\n]/.test(text.normalize('NFKC')), text);
          });
        });
      }),
    );
  });

  it('are not seen in numbers, which stay numbers', async () => {
    const numbers = [-5, -0.25, 1e21];
    const texts = ['-5', '+49.5', '+1.5E3', '-.5', '+2.'];
    const table = new HandMadeTable(
      [
        ['Text', 'text'],
        ['Number', 'number'],
      ],
      texts.map((text, row) => [text, numbers[row % numbers.length]!]),
    );
    for (const format of FORMATS) {
      assert.doesNotMatch(await write(table, format), /'/);
    }
  });

  it('may begin with a number', async () => {
    const table = new HandMadeTable([['A', 'text']], [['-5,A1'], ['+1|cmd'], ['-5 apples'], ['-5\t=1']]);
    assert.equal(await write(table, 'tabSeparated'), "A\n'-5,A1\n'+1|cmd\n'-5 apples\n'-5 '=1");
  });

  it('are harmless in what every writer writes, but for data, pages to read, and workbooks, which have types', async () => {
    const table = new HandMadeTable([['=name', 'text']], [['=cell']]);
    const asTheyAre: readonly WriterId[] = ['json', 'markdown', 'parquet', 'xlsx', 'xlsxSheet'];
    for (const writer of Object.keys(writers) as WriterId[]) {
      const text = await write(table, writer);
      assert.equal(text.includes("'=name") && text.includes("'=cell"), !asTheyAre.includes(writer), writer);
    }
  });

  it('are seen behind the sign of a list, and in a number that is none', async () => {
    const table = new HandMadeTable(
      [
        ['List', 'list'],
        ['Number', 'number'],
        ['Duration', 'duration'],
      ],
      [[['a;', '=b'], '+SUM(A1)', '-PT5M']],
    );
    assert.equal(await write(table, 'csvNormalized'), `\uFEFFList,Number,Duration\r\n"a;'+=b",'+SUM(A1),'-PT5M\r\n`);
    assert.equal(await write(table, 'tabSeparated'), `List\tNumber\tDuration\na;'+=b\t'+SUM(A1)\t'-PT5M`);
  });

  it('are harmless in column names, too', async () => {
    const table = new HandMadeTable([['a;=b', 'text']], [['x']]);
    assert.equal(await write(table, 'tabSeparated'), "a;'=b\nx");
    assert.equal(await write(table, 'csvNormalized'), '\uFEFF"a;\'=b"\r\nx\r\n');
  });

  const piece = fc.constantFrom(
    ...['=1+1', '=', '+x', '-x', '@SUM(A1)', '-5', '＝1', '﹣1', '−2', '⁺3'],
    ...[
      ...SEPARATORS,
      ...SEPARATORS,
      '\r\n',
      '\n',
      '\r',
      '\u2028',
      '\u00A0',
      ' ',
      '\v',
      '\u0000',
      '\u200B',
      '\uFEFF',
      '\u034F',
      '\u3164',
      '\uFE0F',
      '"',
      "'",
      'a',
    ],
  );
  const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
  const row = fc.tuple(text, fc.array(text, { maxLength: 3 }), fc.constantFrom(0, 7.25), text);
  const anyTable = fc.tuple(fc.array(row, { minLength: 1, maxLength: 4 }), text, text).map(
    ([rows, first, last]) =>
      new HandMadeTable(
        [
          [first, 'text'],
          ['Second', 'list'],
          ['Count', 'number'],
          [last, 'text'],
        ],
        rows,
      ),
  );
});
