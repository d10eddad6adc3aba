import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet';
import type { ExportInput } from '../../../../src/core/export/exportInput.js';
import { PROVENANCE_KEY } from '../../../../src/core/export/parquetWriter.js';
import { uniqueNames } from '../../../../src/core/export/uniqueNames.js';
import { writers } from '../../../../src/core/export/writers.js';
import { decodeCsv } from '../../../../src/core/table/csv/decodeCsv.js';
import type { ReportTable } from '../../../../src/core/table/store/table.js';
import type { CellValue, ColumnType } from '../../../../src/shared/report.js';
import { gzip } from '../../../../src/services/tables/gzip.js';
import { catalog } from '../../../support/catalog.js';
import { sampleFile } from '../../../support/sampleFiles.js';
import { chunksOf } from '../table/support.js';
import { useTemporaryFolder } from '../../services/archive/support.js';
import { anyTable } from './anyTable.js';
import { HandMadeTable, inputOf } from './handMadeTable.js';

async function bytesOf(input: ExportInput): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of writers.parquet(input, { neutralizeFormulas: true }, gzip)) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A file in memory, as the second reader takes it: none of its bytes is shared with another buffer. */
function bufferOf(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

function column(type: ColumnType, cells: readonly CellValue[], texts?: ReadonlyMap<CellValue, string>): HandMadeTable {
  return new HandMadeTable(
    [['A', type]],
    cells.map((cell) => [cell]),
    texts,
  );
}

/** Types of the columns as the file has them. */
function typesOf(bytes: Buffer): string[] {
  return parquetSchema(parquetMetadata(bufferOf(bytes))).children.map(
    ({ element: { type, converted_type: converted } }) =>
      converted === undefined ? String(type) : `${type ?? 'GROUP'} ${converted}`,
  );
}

const TEXT = 'BYTE_ARRAY UTF8';

describe('Parquet', function () {
  this.timeout(60_000);

  const folder = useTemporaryFolder();
  let database: DuckDBConnection;
  let files = 0;

  before(async () => {
    database = await (await DuckDBInstance.create(':memory:')).connect();
    await database.run("SET TimeZone = 'UTC'");
  });
  after(() => {
    database.closeSync();
  });

  async function saved(bytes: Buffer): Promise<string> {
    const file = join(folder.path, `${++files}.parquet`);
    await writeFile(file, bytes);
    return `read_parquet('${file.replaceAll("'", "''")}')`;
  }
  const ask = async (query: string) => (await database.runAndReadAll(query)).getRowsJson();

  it('has every cell of any table, for DuckDB and for another reader', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, async (table) => {
        const bytes = await bytesOf(inputOf(table));
        const names = uniqueNames(table.columns.map(({ name }) => name));
        const expected = table
          .rows(0, table.rowCount)
          .map((row) =>
            row.map((cell, at) =>
              table.columns[at]?.type === 'list' && typeof cell === 'string' ? [plain(cell)] : plain(cell),
            ),
          );
        const objects = await parquetReadObjects({ file: bufferOf(bytes) });
        assert.deepEqual(
          objects.map((row) => names.map((name) => plainOfReader(row[name]))),
          expected,
        );
        const theirs = await ask(
          `SELECT * FROM ${(await saved(bytes)).replace(/\)$/, ', file_row_number = true)')} ORDER BY file_row_number`,
        );
        assert.deepEqual(
          theirs.map((row) => row.slice(0, -1).map(plainOfReader)),
          expected,
        );
      }),
    );
  });

  it('has the type that all cells of a column fit, and texts where one does not, so that none is lost', async () => {
    const cases: readonly (readonly [type: ColumnType, cells: readonly CellValue[], expected: string])[] = [
      ['number', [1, null, -5], 'INT64'],
      ['number', [null, null], 'INT64'],
      ['number', [1, 2.5], 'DOUBLE'],
      ['number', [1, 'n/a'], TEXT],
      ['duration', [60, 3723], 'INT64'],
      ['duration', [0.5], 'DOUBLE'],
      ['duration', ['PT'], TEXT],
      ['date', ['2026-11-18', null], 'INT32 DATE'],
      ['date', [null], 'INT32 DATE'],
      ['date', ['2026-11-18', '2026-11-18T10:11:12.500Z'], 'INT64 TIMESTAMP_MICROS'],
      ['date', ['2026-02-30'], TEXT],
      ['date', ['2026-11-18', 'soon'], TEXT],
      ['boolean', [true, null], 'BOOLEAN'],
      ['boolean', [true, 'maybe'], TEXT],
      ['list', [['A', 'B'], [], null], 'GROUP LIST'],
      ['text', ['5'], TEXT],
    ];
    for (const [type, cells, expected] of cases) {
      const bytes = await bytesOf(inputOf(column(type, cells)));
      assert.deepEqual(typesOf(bytes), [expected], `${type} ${JSON.stringify(cells)}`);
      const read = await parquetReadObjects({ file: bufferOf(bytes) });
      assert.deepEqual(
        read.map(({ A }) => plainOfReader(A)),
        cells.map(plain),
        `${type} ${JSON.stringify(cells)}`,
      );
    }
  });

  it('has one type for a column that may have decimals, whether or not those of a month have some', async () => {
    for (const cells of [[55], [54.75], [null], []]) {
      const table = new HandMadeTable(
        [['Price per Month', 'number', { decimals: true }]],
        cells.map((cell) => [cell]),
      );
      assert.deepEqual(typesOf(await bytesOf(inputOf(table))), ['DOUBLE'], JSON.stringify(cells));
    }
  });

  it('has all digits of whole numbers: as INT64 up to its limits, and as texts beyond', async () => {
    const limits = ['9223372036854775807', '-9223372036854775808', '9007199254740993'];
    const numbers = new Map(limits.map((text) => [Number(text), text]));
    const within = column('number', [...numbers.keys(), 7], numbers);
    assert.deepEqual(await ask(`SELECT CAST(A AS VARCHAR) FROM ${await saved(await bytesOf(inputOf(within)))}`), [
      ...limits.map((text) => [text]),
      ['7'],
    ]);
    const beyond = '9223372036854775808';
    for (const cells of [
      [Number(beyond), 7],
      [Number('9007199254740993'), 0.5],
    ]) {
      const texts = new Map([
        [Number(beyond), beyond],
        [Number('9007199254740993'), '9007199254740993'],
      ]);
      const bytes = await bytesOf(inputOf(column('number', cells, texts)));
      assert.deepEqual(typesOf(bytes), [TEXT]);
      const read = await parquetReadObjects({ file: bufferOf(bytes) });
      assert.deepEqual(
        read.map(({ A }) => A as unknown),
        cells.map((cell) => texts.get(cell) ?? String(cell)),
      );
    }
  });

  it('has instants to the microsecond, in UTC, and texts where one is more exact', async () => {
    const instants = fc.record({
      at: fc.date({
        min: new Date('0001-01-02T00:00:00Z'),
        max: new Date('9998-12-31T00:00:00Z'),
        noInvalidDate: true,
      }),
      micro: fc.nat(999),
      zone: fc.constantFrom('Z', '+00:00', '-05:30', '+14:00', ''),
      separator: fc.constantFrom('T', ' '),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(instants, { minLength: 1, maxLength: 20 }), async (all) => {
        const cells = all.map(({ at, micro, zone, separator }) => {
          const text = at.toISOString().slice(0, -1).replace('T', separator);
          return `${text}${String(micro).padStart(3, '0')}${zone}`;
        });
        const minutes = (zone: string) =>
          zone.length === 6 ? Number(`${zone[0]}1`) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4))) : 0;
        const bytes = await bytesOf(inputOf(column('date', ['2026-11-18', ...cells])));
        const found = await ask(`SELECT epoch_us(A)::VARCHAR FROM ${await saved(bytes)} OFFSET 1`);
        assert.deepEqual(
          found,
          all.map(({ at, micro, zone }) => [
            String((BigInt(at.getTime()) - BigInt(minutes(zone)) * 60_000n) * 1000n + BigInt(micro)),
          ]),
        );
      }),
    );
    const exact = ['2026-11-18T10:11:12.1234567Z', '2026-11-18T10:11:12.123456000Z'];
    assert.deepEqual(typesOf(await bytesOf(inputOf(column('date', exact)))), [TEXT]);
    assert.deepEqual(typesOf(await bytesOf(inputOf(column('date', exact.slice(1))))), ['INT64 TIMESTAMP_MICROS']);
  });

  it('has row groups, and writes each column of one before it reads the next', async () => {
    const rowCount = 40_000;
    let mostAhead = 0;
    let read = 0;
    const table: ReportTable = {
      ...{ columns: [{ name: 'A', type: 'text', known: true }], rowCount, warnings: [], rows: () => [] },
      columnIndex: () => 0,
      text: (row) => String(row),
      value: (row) => {
        read = row;
        return `row ${row}`;
      },
    };
    const chunks: Uint8Array[] = [];
    let written = 0;
    for await (const chunk of writers.parquet(inputOf(table), {}, gzip)) {
      mostAhead = Math.max(mostAhead, read - written);
      written = read;
      chunks.push(chunk);
    }
    assert.ok(mostAhead <= 16_384, `${mostAhead} rows were read before any was written`);
    const bytes = Buffer.concat(chunks);
    assert.deepEqual(
      parquetMetadata(bufferOf(bytes)).row_groups.map(({ num_rows: rows }) => Number(rows)),
      [16_384, 16_384, 7_232],
    );
    assert.deepEqual(await ask(`SELECT count(*)::INT, min(A), count(DISTINCT A)::INT FROM ${await saved(bytes)}`), [
      [rowCount, 'row 0', rowCount],
    ]);
  });

  it('has the rows of a view in its order, and a schema where there are none', async () => {
    const table = column('number', [1, 2, 3]);
    const some = await bytesOf(inputOf(table, { rows: Uint32Array.of(2, 0) }));
    assert.deepEqual(await parquetReadObjects({ file: bufferOf(some) }), [{ A: 3n }, { A: 1n }]);
    const none = await bytesOf(inputOf(table, { rows: new Uint32Array() }));
    assert.deepEqual(await ask(`SELECT * FROM ${await saved(none)}`), []);
    assert.deepEqual(typesOf(none), ['INT64']);
  });

  it('keeps columns of any names apart', async () => {
    const names = ['A', 'A', 'a', 'A (2)', '', '"', "'; DROP TABLE x; --", 'a.b', '🚀', '__proto__', 'ä'.repeat(300)];
    const table = new HandMadeTable(
      names.map((name) => [name, 'number']),
      [names.map((_, at) => at)],
    );
    const bytes = await bytesOf(inputOf(table));
    const [row] = await ask(`SELECT * FROM ${await saved(bytes)}`);
    assert.deepEqual(
      row?.map(Number),
      names.map((_, at) => at),
    );
  });

  it('says where the data is from, and nothing else', async () => {
    const facts = { view: 'Inactive', groupedBy: ['Department'], hiddenGroups: 2, asShown: true } as const;
    const concealed = [{ name: 'A', type: 'text', known: true, concealed: true }] as const;
    const table = Object.assign(column('text', ['ann@contoso.example']), { columns: concealed });
    const bytes = await bytesOf(inputOf(table, facts));
    const { key_value_metadata: metadata } = parquetMetadata(bufferOf(bytes));
    assert.deepEqual(
      metadata?.map(({ key, value }) => [key, JSON.parse(value ?? '') as unknown]),
      [
        [
          PROVENANCE_KEY,
          {
            ...{ tenant: 'Contoso', report: 'getTeamsUserActivityCounts', title: 'Teams user activity', period: 'D7' },
            ...{ refreshDate: '2026-11-18', fetchedAt: '2026-11-20T08:00:00.000Z' },
            ...{ view: 'Inactive', groupedBy: ['Department'], hiddenGroups: 2, concealed: ['A'] },
          },
        ],
      ],
    );
  });

  it('has the sums, the blanks, and the distinct values of every report of the sample tenant', async () => {
    let compared = 0;
    for (const definition of catalog.reports) {
      const text = await sampleFile(definition, 'csv');
      if (text === undefined) {
        continue;
      }
      const table = await decodeCsv(chunksOf(text), definition);
      const source = await saved(await bytesOf(inputOf(table)));
      for (const [index, { name, type }] of table.columns.entries()) {
        const values = Array.from({ length: table.rowCount }, (_, row) => table.value(row, index));
        const quoted = `"${name.replaceAll('"', '""')}"`;
        const [found] = await ask(
          `SELECT count(*)::INT, count(${quoted})::INT, count(DISTINCT ${quoted})::INT, ${
            type === 'number' || type === 'duration' ? `coalesce(sum(${quoted}), 0)::DOUBLE` : '0'
          } FROM ${source}`,
        );
        const known = values.filter((value) => value !== null);
        const sum = known.reduce<number>((total, value) => total + (typeof value === 'number' ? value : 0), 0);
        assert.deepEqual(
          found,
          [values.length, known.length, new Set(known.map((value) => JSON.stringify(value))).size, sum],
          `${definition.name} ${name}`,
        );
        compared++;
      }
    }
    assert.ok(compared > 500, `${compared} columns were compared`);
  });
});

/** A cell in words that all readers share: a number, a day, and a truth value are their texts. */
function plain(value: CellValue): unknown {
  return value === null || typeof value === 'object' ? value : Buffer.from(String(value)).toString();
}

/** A value as DuckDB or hyparquet has it. */
function plainOfReader(value: unknown): unknown {
  if (value === null || value === undefined) {
    return null;
  }
  if (Array.isArray(value)) {
    return value.map(plainOfReader);
  }
  if (value instanceof Date) {
    return value.toISOString().replace('T00:00:00.000Z', '');
  }
  return typeof value === 'string' ? value : (value as number | bigint | boolean).toString();
}
