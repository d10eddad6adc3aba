import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import type { ExportInput, ExportOptions } from '../../../../src/core/export/exportInput.js';
import { exportFormats, type ExportSource, formatById } from '../../../../src/core/export/formats.js';
import type { WriterId } from '../../../../src/core/export/writers.js';
import { LocalTable } from '../../../../src/services/tables/localTable.js';
import { UsageReportsError } from '../../../../src/base/errors.js';
import type { CellValue } from '../../../../src/shared/report.js';
import { csv } from '../table/support.js';
import { anyTable } from './anyTable.js';
import { HandMadeTable, inputOf } from './handMadeTable.js';
import { textOf } from '../../../support/streams.js';

/** Writes like a table in this process. */
const written = (id: WriterId, input: ExportInput, options: ExportOptions = {}) => {
  const { table, rows, ...facts } = input;
  return new LocalTable(table).write({
    writer: id,
    facts,
    options,
    ...(rows === undefined ? {} : { rows: Array.from(rows, (row) => ({ start: row, end: row + 1 })) }),
  });
};
const write = (id: WriterId, input: ExportInput, options: ExportOptions = {}) => textOf(written(id, input, options));
const sourceOf = (rawChunks?: ExportSource['rawChunks']): ExportSource => {
  const { table, ...facts } = inputOf(mixed);
  return { table: new LocalTable(table), facts, ...(rawChunks === undefined ? {} : { rawChunks }) };
};

const mixed = new HandMadeTable(
  [
    ['Report Refresh Date', 'date'],
    ['User', 'text'],
    ['Count', 'number'],
    ['Deleted', 'boolean'],
    ['Audio', 'duration'],
    ['Products', 'list'],
  ],
  [
    ['2026-11-18', 'Zoë, "Z"', 0, true, 3723, ['OFFICE 365 E5', 'ENTERPRISE MOBILITY + SECURITY E5']],
    ['2026-11-18', 'line\r\nbreak', 1234567, false, 0.5, []],
    [null, null, null, null, null, null],
    ['soon', ' blank ', 'n/a', 'maybe', 'PT', 'A'],
  ],
);

/** What a CSV reader can tell about a value. */
function asField(value: CellValue): string {
  return value === null ? '' : Array.isArray(value) ? value.join('+') : String(value);
}

describe('CSV, as delivered', () => {
  const raw = async function* () {
    yield await Promise.resolve(Buffer.from('\uFEFFReport Refresh Date,User\n'));
    yield Buffer.from('2026-11-18,=cmd()');
  };

  it('has the bytes as delivered, whatever the options', async () => {
    const chunks = formatById('csv')!.write(sourceOf(raw), { neutralizeFormulas: true });
    assert.equal(await textOf(chunks), '\uFEFFReport Refresh Date,User\n2026-11-18,=cmd()');
  });

  it('is offered only for a report that was fetched as CSV', async () => {
    const csv = formatById('csv')!;
    assert.equal(csv.available(sourceOf(raw)), true);
    assert.equal(csv.available(sourceOf()), false);
    await assert.rejects(
      textOf(csv.write(sourceOf(), {})),
      (error) => error instanceof UsageReportsError && error.reason === 'invalidRequest',
    );
    assert.equal(csv.fallback.id, 'csvNormalized');
  });

  it('is the only format that is not always offered', async () => {
    for (const format of exportFormats.filter(({ id }) => id !== 'csv')) {
      assert.equal(format.available(sourceOf()), true);
      assert.equal(format.fallback, format);
      assert.equal(await textOf(format.write(sourceOf(), {})), await write(format.id as WriterId, inputOf(mixed)));
    }
    assert.equal(new Set(exportFormats.map(({ extension }) => extension)).size, exportFormats.length);
    assert.equal(formatById('xls'), undefined);
  });
});

describe('CSV, normalized', () => {
  it('writes each type in one form', async () => {
    assert.equal(
      await write('csvNormalized', inputOf(mixed)),
      [
        '\uFEFFReport Refresh Date,User,Count,Deleted,Audio,Products',
        '2026-11-18,"Zoë, ""Z""",0,true,3723,OFFICE 365 E5+ENTERPRISE MOBILITY + SECURITY E5',
        '2026-11-18,"line\r\nbreak",1234567,false,0.5,""',
        ',,,,,',
        'soon," blank ",n/a,maybe,PT,A',
        '',
      ].join('\r\n'),
    );
  });

  it('can be read back as the table', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, async (table) => {
        const text = await write('csvNormalized', inputOf(table));
        const [header, ...rows] = parse(text, { bom: true, record_delimiter: '\r\n' });
        assert.deepEqual(
          header,
          table.columns.map((column) => column.name),
        );
        assert.deepEqual(
          rows,
          table.rows(0, table.rowCount).map((row) => row.map(asField)),
        );
      }),
    );
  });

  it('keeps all digits of numbers', async () => {
    const big = Number('12345678901234567890');
    const texts = new Map([
      [big, '12345678901234567890'],
      [1e-7, '0.0000001'],
    ]);
    const table = new HandMadeTable([['A', 'number']], [[big], [1e-7], [-0.25], [1e21]], texts);
    const text = await write('csvNormalized', inputOf(table));
    assert.equal(text, '\uFEFFA\r\n12345678901234567890\r\n0.0000001\r\n-0.25\r\n1e+21\r\n');
  });

  it('neutralizes what a spreadsheet would run, but no number', async () => {
    const texts = ['=1+1', '+cmd', '-x', '@SUM', '\tx', '\rx', '＝1', "'fine", 'a=b', '-5', '+49.5', '-5 apples', ''];
    const cells = texts.map((text) => [text, -5, ['-E5', 'E3']]);
    const table = new HandMadeTable(
      [
        ['=A', 'text'],
        ['N', 'number'],
        ['L', 'list'],
      ],
      cells,
    );
    const text = await write('csvNormalized', inputOf(table), { neutralizeFormulas: true });
    const rows = parse(text, { bom: true, record_delimiter: '\r\n' });
    assert.deepEqual(
      rows.map((row) => row[0]),
      [
        ...["'=A", "'=1+1", "'+cmd", "'-x", "'@SUM", "'\tx", "'\rx", "'＝1"],
        ...["'fine", 'a=b', '-5', '+49.5', "'-5 apples", ''],
      ],
    );
    assert.deepEqual(rows[1], ["'=1+1", '-5', "'-E5+E3"]);
    assert.match(await write('csvNormalized', inputOf(table)), /^\uFEFF=A,N,L\r\n=1\+1,-5,-E5\+E3\r\n/);
  });

  it('has a line for every row, even a blank one', async () => {
    const table = new HandMadeTable([['A', 'text']], [[null], ['x']]);
    assert.equal(await write('csvNormalized', inputOf(table)), '\uFEFFA\r\n""\r\nx\r\n');
    assert.equal(await write('csvNormalized', inputOf(new HandMadeTable([['A', 'text']], []))), '\uFEFFA\r\n');
  });
});

describe('JSON', () => {
  it('has typed values under the column names', async () => {
    const text = await write('json', inputOf(mixed));
    assert.deepEqual((JSON.parse(text) as unknown[])[0], {
      'Report Refresh Date': '2026-11-18',
      User: 'Zoë, "Z"',
      Count: 0,
      Deleted: true,
      Audio: 3723,
      Products: ['OFFICE 365 E5', 'ENTERPRISE MOBILITY + SECURITY E5'],
    });
    assert.ok(!text.startsWith('\uFEFF'));
    assert.equal(await write('json', inputOf(new HandMadeTable([['A', 'text']], []))), '[]\n');
  });

  it('equals the rows of the table', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, async (table) => {
        const parsed = JSON.parse(await write('json', inputOf(table))) as object[];
        assert.equal(parsed.length, table.rowCount);
        for (const [index, row] of parsed.entries()) {
          const byPosition = table.columns.map((_, column) => table.value(index, column));
          // An object puts keys that are whole numbers first, so the order is only compared without them.
          const sort = (values: unknown[]) => values.map((value) => JSON.stringify(value)).sort();
          assert.deepEqual(sort(Object.values(row)), sort(byPosition));
          for (const [column, { name }] of table.columns.entries()) {
            if (table.columnIndex(name) === column) {
              assert.deepEqual(Object.getOwnPropertyDescriptor(row, name)?.value, table.value(index, column));
            }
          }
        }
      }),
    );
  });

  it('keeps columns with the same name, and hostile names, apart', async () => {
    const names = ['A', 'A', 'A (2)', 'A', '__proto__'];
    const table = new HandMadeTable(
      names.map((name) => [name, 'number']),
      [[1, 2, 3, 4, 5]],
    );
    const [row] = JSON.parse(await write('json', inputOf(table))) as object[];
    assert.deepEqual(Object.entries(row!), [
      ['A', 1],
      ['A (3)', 2],
      ['A (2)', 3],
      ['A (4)', 4],
      ['__proto__', 5],
    ]);
  });

  it('writes the exact digits of integers that JavaScript rounds', async () => {
    const big = Number('9007199254740993');
    const withText = (text: string) => inputOf(new HandMadeTable([['A', 'number']], [[big]], new Map([[big, text]])));
    assert.equal(await write('json', withText('9007199254740993')), '[\n  { "A": 9007199254740993 }\n]\n');
    assert.equal(await write('json', withText('0x1')), '[\n  { "A": 9007199254740992 }\n]\n');
  });
});

describe('Markdown', () => {
  it('has a title, facts, and a table with right-aligned numbers', async () => {
    assert.equal(
      await write('markdown', inputOf(mixed)),
      [
        '# Teams user activity',
        '',
        'Contoso · getTeamsUserActivityCounts D7 · report refresh date 2026-11-18 · fetched 2026-11-20T08:00:00.000Z · 4 rows',
        '',
        '| Report Refresh Date | User | Count | Deleted | Audio | Products |',
        '| --- | --- | ---: | --- | ---: | --- |',
        '| 2026-11-18 | Zoë, "Z" | 0 | true | 1:02:03 | OFFICE 365 E5, ENTERPRISE MOBILITY + SECURITY E5 |',
        '| 2026-11-18 | line<br>break | 1234567 | false | 0:00:00.5 |  |',
        '|  |  |  |  |  |  |',
        '| soon | blank | n/a | maybe | PT | A |',
        '',
      ].join('\n'),
    );
  });

  it('says what its groups are grouped by, as text', async () => {
    const text = await write('markdown', inputOf(mixed, { asShown: true, groupedBy: ['Team', '[a](b)'] }));
    assert.ok(text.includes(' · grouped by Team, \\[a\\](b) · 4 rows\n'), text.slice(0, 300));
  });

  it('says what is unknown, and which day it is about', async () => {
    const table = new HandMadeTable([['A', 'text']], [['x']]);
    const text = await write('markdown', inputOf(table, { refreshDate: null, period: undefined, date: '2026-11-10' }));
    assert.match(text, /getTeamsUserActivityCounts 2026-11-10 · report refresh date unknown · .* · 1 row\n/);
    assert.match(await write('markdown', inputOf(mixed, { period: undefined })), / · getTeamsUserActivityCounts · /);
  });

  it('shows hostile text as text', async () => {
    const hostile = [
      ...['a|b', '`code`', '<script>alert(1)</script>', '&lt;', '[x](javascript:alert(1))', '**b** _i_ ~~s~~'],
      ...['a\r\nb\nc\u2028d', '\\|', '# h', 'a\0b', '$x$', '![i](x)'],
    ];
    const table = new HandMadeTable(
      [['a|b\nc', 'text']],
      hostile.map((text) => [text]),
    );
    const lines = (await write('markdown', inputOf(table, { title: 'T <b>|\n# x', connectionName: '`c`' }))).split(
      '\n',
    );
    assert.equal(lines[0], '# T &lt;b&gt;\\|<br>\\# x');
    assert.match(lines[2]!, /^\\`c\\` · /);
    assert.deepEqual(lines.slice(4, -1), [
      '| a\\|b<br>c |',
      '| --- |',
      '| a\\|b |',
      '| \\`code\\` |',
      '| &lt;script&gt;alert(1)&lt;/script&gt; |',
      '| &amp;lt; |',
      '| \\[x\\](javascript:alert(1)) |',
      '| \\*\\*b\\*\\* \\_i\\_ \\~\\~s\\~\\~ |',
      '| a<br>b<br>c<br>d |',
      '| \\\\\\| |',
      '| \\# h |',
      '| a b |',
      '| \\$x\\$ |',
      '| \\!\\[i\\](x) |',
    ]);
  });

  it('begins no list with the name of a connection', async () => {
    for (const [connectionName, written] of [
      ['- Contoso', '\\- Contoso'],
      ['1. Contoso', '1\\. Contoso'],
      ['-Contoso 1.', '-Contoso 1.'],
    ] as const) {
      const [, , facts = ''] = (await write('markdown', inputOf(mixed, { connectionName }))).split('\n');
      assert.ok(facts.startsWith(`${written} · `), facts);
    }
  });

  it('has one line per row and one cell per column, whatever the cells contain', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, async (table) => {
        const lines = (await write('markdown', inputOf(table))).split('\n').slice(4, -1);
        assert.equal(lines.length, table.rowCount + 2);
        for (const line of lines) {
          assert.equal(line.replace(/\\./g, '').split('|').length, table.columns.length + 2, line);
          assert.ok(!/<(?!br>)/.test(line), line);
        }
      }),
    );
  });
});

describe('every table format', () => {
  it('writes only the chosen rows, in their order', async () => {
    const table = new HandMadeTable([['A', 'number']], [[0], [1], [2], [3]]);
    const input = inputOf(table, { rows: Uint32Array.of(3, 1) });
    assert.equal(await write('csvNormalized', input), '\uFEFFA\r\n3\r\n1\r\n');
    assert.deepEqual(JSON.parse(await write('json', input)), [{ A: 3 }, { A: 1 }]);
    assert.match(await write('markdown', input), /2 rows\n\n\| A \|\n\| ---: \|\n\| 3 \|\n\| 1 \|\n$/);
  });

  it('comes in chunks of about 64 KB, never cut within a character', async () => {
    const table = new HandMadeTable(
      [['A', 'text']],
      Array.from({ length: 20_000 }, () => ['€€€€€€€€€€']),
    );
    for (const id of ['csvNormalized', 'json', 'markdown'] as const) {
      const sizes: number[] = [];
      for await (const chunk of written(id, inputOf(table))) {
        new TextDecoder('utf-8', { fatal: true }).decode(chunk);
        sizes.push(chunk.byteLength);
      }
      assert.ok(sizes.length > 2, id);
      assert.ok(
        sizes.every((size) => size <= 3 * 65 * 1024),
        `${id}: ${Math.max(...sizes)}`,
      );
    }
  });
});

describe('tab-separated', () => {
  it('has a header, the texts as delivered, and no tab or line break within a cell', async () => {
    const table = new HandMadeTable(
      [
        ['A\tB', 'text'],
        ['N', 'number'],
      ],
      [
        ['x\ty\r\nz', 1.5],
        [null, null],
        ['"q"', 0],
      ],
    );
    assert.equal(await write('tabSeparated', inputOf(table)), 'A B\tN\nx y z\t1.5\n\t\n"q"\t0');
  });

  it('writes a single cell as the row of the same file has it', async () => {
    const columns = 'Report Refresh Date,Is Deleted,Assigned Products,Storage Used (Byte),Display Name';
    const rows = [
      '2026-11-18,True,A+B,007,=1+1',
      '2026-11-18,False,,12,"a\tb"',
      '2026-11-18,yes,A,0,',
      '2026-11-18,NO,A,1.50,"-\nx"',
    ];
    const table = await csv([columns, ...rows].join('\n'));
    assert.equal(table.columns[1]?.type, 'boolean');
    const open = new LocalTable(table);
    for (const neutralizeFormulas of [false, true]) {
      const job = { writer: 'tabSeparated', facts: inputOf(table), view: {} } as const;
      const [, ...lines] = (await textOf(open.write({ ...job, options: { neutralizeFormulas } }))).split('\n');
      const cells = await Promise.all(
        rows.map((_, row) =>
          Promise.all(
            table.columns.map((__, column) =>
              textOf(
                open.write({
                  ...job,
                  options: { neutralizeFormulas, withoutNames: true },
                  rows: [{ start: row, end: row + 1 }],
                  columns: [column],
                }),
              ),
            ),
          ),
        ),
      );
      assert.deepEqual(
        cells,
        lines.map((line) => line.split('\t')),
      );
      assert.deepEqual(
        cells.map((row) => row[1]),
        ['True', 'False', 'yes', 'NO'],
      );
    }
  });
});
