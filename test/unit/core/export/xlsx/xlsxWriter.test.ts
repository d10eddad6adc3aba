import assert from 'node:assert/strict';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import type { AboutSheet } from '../../../../../src/core/export/aboutSheet.js';
import type { ExportInput } from '../../../../../src/core/export/exportInput.js';
import { MAX_SHEET_ROWS } from '../../../../../src/core/export/xlsx/sheetXml.js';
import { writeXlsx } from '../../../../../src/core/export/xlsx/xlsxWriter.js';
import { yieldToEventLoop } from '../../../../../src/base/yieldToEventLoop.js';
import type { ReportTable } from '../../../../../src/core/table/store/table.js';
import type { CellValue, ColumnInfo, ColumnType } from '../../../../../src/shared/report.js';
import { gzip } from '../../../../../src/services/tables/gzip.js';
import { HandMadeTable, inputOf } from '../handMadeTable.js';
import { bytesOf, formatOf, readWorkbook } from '../../../../support/readWorkbook.js';

const about: AboutSheet = {
  name: 'Über',
  facts: [
    { label: 'Mandant', value: 'Contoso' },
    { label: 'Filter', value: '=A1\nzweite Zeile' },
  ],
  cutTexts: { label: 'Gekürzt', value: 'Ein Text ist zu lang.' },
};

const read = (input: ExportInput) => readWorkbook(writeXlsx(input, { about }, gzip));
const rowsOf = async (table: ReportTable) => (await read(inputOf(table))).sheets[0]!.rows;

/** A table whose columns have more than a name and a type. */
function tableOf(
  columns: readonly (Partial<ColumnInfo> & Pick<ColumnInfo, 'type'>)[],
  rows: CellValue[][],
): ReportTable {
  const infos = columns.map((column, index) => ({ name: `Column ${index}`, known: true, ...column }));
  const table = new HandMadeTable([], rows);
  return Object.assign(table, { columns: infos });
}

const day = (text: string) => new Date(`${text}T00:00:00Z`);
/** A time of this reader, which counts it from the day that Excel calls 0. */
const secondsOf = (value: unknown) => {
  assert.ok(value instanceof Date);
  return (value.getTime() - Date.UTC(1899, 11, 31)) / 1000;
};

describe('a workbook', () => {
  it('has a sheet with the rows and one that says what they are', async () => {
    const table = new HandMadeTable(
      [
        ['User', 'text'],
        ['Count', 'number'],
      ],
      [
        ['Zoë', 3],
        [null, null],
      ],
    );
    const { sheets, namedRanges } = await read(inputOf(table));
    assert.deepEqual(
      sheets.map(({ name, rows }) => [name, rows]),
      [
        [
          'Teams user activity',
          [
            ['User', 'Count'],
            ['Zoë', 3],
          ],
        ],
        [
          'Über',
          [
            ['Mandant', 'Contoso'],
            ['Filter', '=A1\nzweite Zeile'],
          ],
        ],
      ],
    );
    assert.deepEqual(sheets[0]?.freezePane, { rows: 1 });
    assert.deepEqual(sheets[0]?.autoFilter, { range: 'A1:B3' });
    assert.deepEqual(
      namedRanges?.map(({ name, range }) => [name, range]),
      [['_xlnm._FilterDatabase', "'Teams user activity'!$A$1:$B$3"]],
    );
  });

  it('has types: days, numbers with their units, truth values, durations', async () => {
    const table = tableOf(
      [
        { type: 'date' },
        { type: 'boolean' },
        { type: 'number' },
        { type: 'number', unit: 'bytes' },
        { type: 'duration' },
        { type: 'number', name: 'Percent of users' },
        { type: 'number', name: 'Report Period' },
        { type: 'number', currency: 'EUR' },
        { type: 'number', unit: 'minutes' },
        { type: 'list' },
      ],
      [['2026-11-18', false, 1234, 1503238553, 3723, 12.5, 30, 8, 90, ['E5', 'A + B']]],
    );
    const [sheet] = (await read(inputOf(table))).sheets;
    const [, row] = sheet!.rows;
    assert.deepEqual(row?.slice(0, 4), [day('2026-11-18'), false, 1234, 1503238553]);
    assert.equal(secondsOf(row?.[4]), 3723);
    assert.deepEqual(row?.slice(5), [12.5, 30, 8, 90, 'E5+A + B']);
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 8].map((column) => formatOf(sheet!, 1, column)),
      [
        'yyyy\\-mm\\-dd',
        '"TRUE";"TRUE";"FALSE"',
        '#,##0',
        '[>=1000000000]#,##0.0,,," GB";[>=1000000]#,##0.0,," MB";#,##0" B"',
        '[h]:mm:ss;\\-0.0000" d"',
        '#,##0.0#"%"',
        '0',
        '#,##0.00',
        '#,##0.##" min"',
      ],
    );
  });

  it('has texts for what is no day, and for days that Excel has not', async () => {
    const texts = ['1900-02-28', '1900-02-29', '2026-02-30', '0001-01-01', 'soon', '2026-13-01', '9999-12-32'];
    const table = new HandMadeTable(
      [['Day', 'date']],
      [...texts, '1900-03-01', '9999-12-31'].map((text) => [text]),
    );
    assert.deepEqual((await rowsOf(table)).slice(1).flat(), [...texts, day('1900-03-01'), day('9999-12-31')]);
  });

  it('has all digits of numbers that Excel would round, as texts', async () => {
    const big = Number('9007199254740993');
    const numbers = [-0, 999_999_999_999_999, 1_000_000_000_000_000, -1e15, 0.1 + 0.2, 1e-7, -0.5, big];
    const table = new HandMadeTable(
      [['Number', 'number']],
      numbers.map((number) => [number]),
      new Map([[big, '9007199254740993']]),
    );
    assert.deepEqual((await rowsOf(table)).slice(1).flat(), [
      ...[0, 999_999_999_999_999, '1000000000000000', '-1000000000000000', 0.1 + 0.2, 1e-7, -0.5, '9007199254740993'],
    ]);
  });

  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc
      .array(
        fc.constantFrom(
          ...[
            '=',
            '+',
            '-',
            '@',
            '=HYPERLINK("http://a.example","x")',
            "'",
            '"',
            '<',
            '>',
            '&',
            '&amp;',
            ']]>',
            '<f>1</f>',
          ],
          ...[
            '_x0041_',
            '_x',
            '_x005F_',
            'x0041_',
            '_',
            '\0',
            '\x01',
            '\x0B',
            '\x1F',
            '\x7F',
            '\t',
            '\n',
            '\r',
            '\r\n',
            ' ',
            '  ',
          ],
          ...[
            '\uFFFE',
            '\uFFFF',
            '\uD83D',
            '\uDE00',
            '😀',
            '\u2028',
            '\u202E',
            '\u00A0',
            '007',
            'TRUE',
            '1E5',
            'http://a.example',
          ],
        ),
        { maxLength: 8 },
      )
      .map((pieces) => pieces.join('')),
  );

  it('has every text as it is, and none as a formula or a link', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(hostile, hostile), { minLength: 1, maxLength: 6 }),
        hostile,
        async (rows, name) => {
          const table = new HandMadeTable(
            [
              [name, 'text'],
              ['Marker', 'text'],
              ['Last', 'text'],
            ],
            rows.map(([one, other]) => [one, 'x', other]),
          );
          const { sheets } = await read(inputOf(table, { title: name, connectionName: name }));
          const [sheet] = sheets;
          const wanted = [[name, 'Marker', 'Last'], ...rows.map(([one, other]) => [one, 'x', other])];
          // Files have no half of a surrogate pair.
          assert.deepEqual(
            sheet!.rows,
            wanted.map((row) => row.map(wellFormed)),
          );
          for (const cell of sheets.flatMap(({ cells }) => [...(cells?.values() ?? [])])) {
            assert.equal(cell.formula, undefined);
            assert.equal(cell.hyperlink, undefined);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('equals the table, whatever is in it', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
    const cellOf: Record<ColumnType, fc.Arbitrary<CellValue>> = {
      text,
      number: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e14, max: 1e14 })),
      date: fc.nat(40_000).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10)),
      boolean: fc.boolean(),
      duration: fc.nat(1e6),
      list: fc.array(fc.constantFrom('E5', 'A + B', 'Ü'), { minLength: 1, maxLength: 3 }),
    };
    const type = fc.constantFrom<ColumnType>('text', 'number', 'date', 'boolean', 'duration', 'list');
    const columns = fc.array(fc.tuple(text, type), { minLength: 1, maxLength: 6 });
    const anyTable = columns.chain((chosen) =>
      fc
        .array(fc.tuple(...chosen.map(([, of]) => fc.option(cellOf[of], { freq: 5 }))), { minLength: 1, maxLength: 8 })
        // The reader leaves out blank rows at the end.
        .map(
          (rows) =>
            new HandMadeTable(
              [['#', 'number'], ...chosen],
              rows.map((row, index) => [index, ...row]),
            ),
        ),
    );
    await fc.assert(
      fc.asyncProperty(anyTable, async (table) => {
        const [names, ...rows] = await rowsOf(table);
        assert.deepEqual(
          names,
          table.columns.map(({ name }) => wellFormed(name)),
        );
        assert.equal(rows.length, table.rowCount);
        for (const [row, cells] of rows.entries()) {
          for (const [column, info] of table.columns.entries()) {
            const value = table.value(row, column);
            const found = cells[column] ?? null;
            if (info.type === 'duration' && value !== null) {
              assert.ok(Math.abs(secondsOf(found) - Number(value)) < 0.01);
            } else if (info.type === 'date' && value !== null) {
              assert.deepEqual(found, day(String(value)));
            } else {
              const plain = Array.isArray(value) ? value.join('+') : value;
              assert.deepEqual(found, typeof plain === 'string' ? wellFormed(plain) : Object.is(plain, -0) ? 0 : plain);
            }
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('cuts a text that no cell can hold, never within a character, and says so', async () => {
    const whole = 'a'.repeat(32_767);
    const table = new HandMadeTable([['Text', 'text']], [[whole], [`${whole}b`], [`${'a'.repeat(32_765)}😀😀`]]);
    const { sheets } = await read(inputOf(table));
    const [, ...rows] = sheets[0]!.rows.flat();
    assert.deepEqual(rows, [whole, `${'a'.repeat(32_766)}…`, `${'a'.repeat(32_765)}…`]);
    assert.deepEqual(sheets[1]!.rows.at(-1), ['Gekürzt', 'Ein Text ist zu lang.']);
  });

  it('has rows of About as high as their texts, which are wrapped', async () => {
    const texts = ['short', 'one\ntwo\n\nfour', 'word '.repeat(40), '漢字'.repeat(50), 'x\n'.repeat(100)];
    const facts = texts.map((value) => ({ label: 'Fact', value }));
    const { sheets } = await readWorkbook(
      writeXlsx(inputOf(new HandMadeTable([], [])), { about: { ...about, facts } }, gzip),
    );
    const heights = texts.map((_, row) => sheets[1]!.rowDefs?.get(row)?.height);
    assert.deepEqual(heights, [15, 60, 45, 45, 409]);
  });

  it('has days and times of About as such, in UTC, and leads to its own sheets alone', async () => {
    const facts: AboutSheet['facts'] = [
      { label: 'Day', value: { day: '2026-11-18' } },
      { label: 'Time', value: { instant: '2026-11-20T08:05:59.999Z' } },
      { label: 'No time', value: { instant: 'soon' } },
      { label: 'Text', value: 'https://example.com' },
    ];
    const list = { columns: ['Sheet', 'Rows'], rows: [[{ sheet: "It's & <all>" }, { count: 1234 }]] };
    const file = writeXlsx(
      inputOf(new HandMadeTable([['A', 'text']], [['#Sheet!A1']])),
      { about: { ...about, facts, list } },
      gzip,
    );
    const bytes = await bytesOf(file);
    const [rows, page] = (await readWorkbook([bytes])).sheets;
    assert.deepEqual(page?.rows.slice(0, 4), [
      ['Day', day('2026-11-18')],
      ['Time', new Date('2026-11-20T08:05:59Z')],
      ['No time', 'soon'],
      ['Text', 'https://example.com'],
    ]);
    assert.deepEqual([formatOf(page, 0, 1), formatOf(page, 1, 1)], ['yyyy\\-mm\\-dd', 'yyyy\\-mm\\-dd hh:mm" UTC"']);
    assert.deepEqual(page.rows.slice(-2), [
      ['Sheet', 'Rows'],
      ["It's & <all>", 1234],
    ]);
    const xml = unzipSync(bytes);
    const textOf = (sheet: number) => new TextDecoder().decode(xml[`xl/worksheets/sheet${sheet}.xml`]);
    assert.deepEqual(textOf(2).match(/<hyperlink .*?>/g), [
      `<hyperlink ref="A7" location="'It''s &amp; &lt;all&gt;'!A1"/>`,
    ]);
    assert.doesNotMatch(textOf(1), /hyperlink/);
    assert.equal(rows?.rows[1]?.[0], '#Sheet!A1');
    assert.deepEqual(
      Object.keys(xml).filter((name) => /sheet\d.*rels/.test(name)),
      [],
      'nothing leads out of the workbook',
    );
  });

  it('keeps the columns that name a row in view beside the names of the columns, where it is wide and they leave room', async () => {
    const frozen = async (widths: readonly number[], more: Partial<ExportInput>) => {
      const names = widths.map((_, index): [string, ColumnType] => [`C${index}`, 'text']);
      const table = new HandMadeTable(names, [widths.map((width) => 'x'.repeat(width - 2))]);
      return (await read(inputOf(table, more))).sheets[0]?.freezePane;
    };
    const wide = [12, 50, 50, 50];
    assert.deepEqual(await frozen(wide, { keyColumns: ['C1'] }), { rows: 1, columns: 2 });
    assert.deepEqual(await frozen(wide, { keyColumns: ['C2', 'C0'] }), { rows: 1, columns: 1 });
    assert.deepEqual(await frozen(wide, { keyColumns: ['C1'], groupedBy: ['C0'] }), { rows: 1, columns: 1 });
    assert.deepEqual(await frozen(wide, { keyColumns: ['gone'] }), { rows: 1 });
    assert.deepEqual(await frozen([12, 40], { keyColumns: ['C0'] }), { rows: 1 });
  });

  it('is printed on its side, with the names of the columns on each page, and as wide as one if that can be read', async () => {
    const printed = async (columnCount: number) => {
      const names = Array.from({ length: columnCount }, (_, index): [string, ColumnType] => [`C${index}`, 'text']);
      const { sheets } = await read(inputOf(new HandMadeTable(names, [names.map(() => 'x'.repeat(38))])));
      return sheets.map(({ pageSetup }) => [
        ...[pageSetup?.orientation, pageSetup?.fitToPage, pageSetup?.fitToHeight],
        pageSetup?.printTitlesRow,
      ]);
    };
    const about = ['landscape', true, 0, undefined];
    assert.deepEqual(await printed(7), [['landscape', true, 0, '$1:$1'], about]);
    assert.deepEqual(await printed(8), [['landscape', undefined, undefined, '$1:$1'], about]);
  });

  it('has columns as wide as their cells, and no wider than can be read', async () => {
    const table = new HandMadeTable(
      [
        ['A', 'text'],
        ['B', 'text'],
        ['A column with a long name', 'number'],
        ['Day', 'date'],
      ],
      Array.from({ length: 1000 }, (_, row) => [
        'x',
        row === 995 ? 'y'.repeat(500) : 'ann@contoso.example',
        1,
        '2026-11-18',
      ]),
    );
    const widths = (await read(inputOf(table))).sheets[0]!.columns?.map(({ width }) => width);
    assert.deepEqual(widths, [8, 60, 29, 12]);
  });

  it('has the chosen rows in their order, under the name of the view', async () => {
    const table = new HandMadeTable([['A', 'number']], [[0], [1], [2], [3]]);
    const { sheets } = await read(inputOf(table, { rows: Uint32Array.of(3, 1), view: 'Mine' }));
    assert.deepEqual([sheets[0]?.name, sheets[0]?.rows], ['Mine', [['A'], [3], [1]]]);
  });

  it('is one without rows, without columns, and without a sheet about it', async () => {
    for (const table of [new HandMadeTable([['A', 'text']], []), new HandMadeTable([], [])]) {
      const { sheets } = await readWorkbook(writeXlsx(inputOf(table), {}, gzip));
      assert.deepEqual(
        sheets.map(({ name }) => name),
        ['Teams user activity'],
      );
    }
  });

  it('goes on in a second sheet, with the names again, beyond the rows of one', async () => {
    assert.equal(MAX_SHEET_ROWS, 1_048_576);
    const rowsOfSheets = async (rowCount: number) => {
      const rows = Array.from({ length: rowCount }, (_, row) => [row]);
      const input = inputOf(new HandMadeTable([['Row', 'number']], rows));
      const { sheets } = await readWorkbook(writeXlsx(input, { about }, gzip, 4));
      return sheets.slice(0, -1).map((sheet) => [sheet.name, sheet.rows.flat(), sheet.autoFilter?.range]);
    };
    const [one, two, three] = ['Teams user activity', 'Teams user activity (2)', 'Teams user activity (3)'];
    assert.deepEqual(await rowsOfSheets(3), [[one, ['Row', 0, 1, 2], 'A1:A4']]);
    assert.deepEqual(await rowsOfSheets(7), [
      [one, ['Row', 0, 1, 2], 'A1:A4'],
      [two, ['Row', 3, 4, 5], 'A1:A4'],
      [three, ['Row', 6], 'A1:A2'],
    ]);
  });

  it('is the same file again for the same rows', async () => {
    const table = new HandMadeTable([['A', 'number']], [[0], [1]]);
    const bytes = async () => bytesOf(writeXlsx(inputOf(table), { about }, gzip));
    assert.deepEqual(await bytes(), await bytes());
  });

  it('reads rows as the file is taken, and none after nobody wants it any more', async () => {
    let cells = 0;
    const table: ReportTable = Object.assign(new HandMadeTable([['Row', 'text']], []), {
      rowCount: 1_000_000,
      value: (row: number) => `${row} ${++cells} ${Math.random()}`,
    });
    let bytes = 0;
    for await (const chunk of writeXlsx(inputOf(table), { about }, gzip)) {
      bytes += chunk.byteLength;
      if (bytes > 500_000) {
        break;
      }
    }
    const seen = cells;
    assert.ok(seen > 0 && seen < 200_000, String(seen));
    await yieldToEventLoop();
    assert.equal(cells, seen);
  });

  it('fails with what reading a row fails with', async () => {
    const fault = new Error('gone');
    const table: ReportTable = Object.assign(new HandMadeTable([['Row', 'text']], []), {
      rowCount: 50_000,
      value: (row: number) => {
        if (row === 49_999) {
          throw fault;
        }
        return 'x';
      },
    });
    await assert.rejects(bytesOf(writeXlsx(inputOf(table), { about }, gzip)), fault);
  });
});

/** What is left of a text in UTF-8. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}
