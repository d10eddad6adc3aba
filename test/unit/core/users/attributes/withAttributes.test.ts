import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addAttributes } from '../../../../../src/core/users/attributes/addAttributes.js';
import type { AttributesFile } from '../../../../../src/core/users/attributes/attributesFile.js';
import { runQuery } from '../../../../../src/core/table/query/runQuery.js';
import { columnarOf } from '../../../../../src/core/table/store/columnarTable.js';
import { viewOf } from '../../../../../src/core/table/query/view.js';
import type { TableWarning } from '../../../../../src/shared/report.js';
import { bytesOf, columnOf, csv, csvFile, definition, names, texts, values } from '../../table/support.js';

const report = definition([
  { name: 'User Id', type: 'text', identity: true },
  { name: 'User Principal Name', type: 'text', identity: true },
  { name: 'Calls', type: 'number' },
]);
const sites = definition([
  { name: 'Site URL', type: 'text', identity: true },
  { name: 'Owner Principal Name', type: 'text', identity: true },
  { name: 'Owner Department', type: 'text' },
]);
const HASH = '0123456789ABCDEF0123456789ABCDEF';
const ID = (digit: string) => `${digit.repeat(8)}-0000-4000-8000-000000000000`;

const FILE = [
  ['id', 'UPN', 'Department', 'Cost Center'],
  [ID('1'), 'ann@a.example', 'Sales', '0042'],
  ['', 'Ben@A.example', 'IT', ''],
];

function fileOf(rows: readonly (readonly string[])[], more: Partial<AttributesFile> = {}): AttributesFile {
  return {
    name: 'hr.csv',
    content: {
      bytes: bytesOf(csvFile(rows)),
      keys: { id: 'id', principalName: 'UPN' },
      attributes: [
        { column: 'Department', name: 'Department' },
        { column: 'Cost Center', name: 'Cost Center', label: 'Kostenstelle' },
      ],
    },
    ...more,
  };
}

const tableOf = (rows: readonly (readonly string[])[], of = report) =>
  csv(csvFile([of.columns.map(({ name }) => name), ...rows]), of);
const warningOf = (warnings: readonly TableWarning[]) => warnings.find(({ kind }) => kind.startsWith('attributes'));

describe('a table with the attributes of its users', () => {
  it('has them as columns of text on the right, which say where they are from and why they are blank', async () => {
    const table = await tableOf([
      [ID('1'), 'somebody.renamed@a.example', '1'],
      ['', 'BEN@a.example', '2'],
      ['', 'eve@a.example', '3'],
      ['', HASH, '4'],
      ['', '', '5'],
    ]);
    const joined = await addAttributes(table, report, [fileOf(FILE)]);
    const from = { attributesFile: 'hr.csv', known: true, type: 'text' };
    assert.deepEqual(joined.columns.slice(0, 3), table.columns);
    assert.deepEqual(joined.columns.slice(3), [
      { name: 'Department', blanksIn: 'Attributes Status', ...from },
      { name: 'Cost Center', label: 'Kostenstelle', blanksIn: 'Attributes Status', ...from },
      { name: 'Attributes Status', ownTexts: true, ...from },
    ]);
    assert.deepEqual(
      values(joined).map((row) => row.slice(3)),
      [
        ['Sales', '0042', 'In file'],
        ['IT', null, 'In file'],
        [null, null, 'Not in file'],
        [null, null, 'Name concealed'],
        [null, null, 'No user'],
      ],
    );
    assert.deepEqual(warningOf(joined.warnings), {
      ...{ kind: 'attributes', file: 'hr.csv' },
      ...{ notInFile: 1, nameConcealed: 1, conflicts: 0 },
    });
  });

  it('has nothing of the successor of a name, where both have IDs', async () => {
    const rows = ['2', '9', ''].map((digit) => [digit === '' ? '' : ID(digit), 'ann@a.example', '1']);
    const file = [FILE[0]!, [`{${ID('2').toUpperCase()}}`, 'ann@a.example', 'Sales', '']];
    const joined = await addAttributes(await tableOf(rows), report, [fileOf(file)]);
    assert.deepEqual(columnOf(joined, 'Department'), ['Sales', null, 'Sales']);
    assert.deepEqual(columnOf(joined, 'Attributes Status'), ['In file', 'Not in file', 'In file']);
  });

  it('has what the file says of a name, where either has no ID but another text', async () => {
    const rows = [
      [ID('9'), 'ann@a.example', '1'],
      ['00000000-0000-0000-0000-000000000000', 'ben@a.example', '1'],
    ];
    const file = [FILE[0]!, ['none', 'ann@a.example', 'Sales', ''], [ID('2'), 'ben@a.example', 'IT', '']];
    const joined = await addAttributes(await tableOf(rows), report, [fileOf(file)]);
    assert.deepEqual(columnOf(joined, 'Department'), ['Sales', 'IT']);
  });

  it('says nothing where every user is found', async () => {
    const joined = await addAttributes(await tableOf([['', 'ann@a.example', '1']]), report, [fileOf(FILE)]);
    assert.deepEqual(joined.warnings, []);
  });

  it('is filtered, sorted, and grouped by them as by any other column', async () => {
    const rows = [
      ['', 'eve@a.example', '3'],
      ['', 'ben@a.example', '2'],
      ['', 'ann@a.example', '1'],
    ];
    const joined = await addAttributes(await tableOf(rows), report, [fileOf(FILE)]);
    const department = joined.columnIndex('department');
    const view = { filters: [{ column: department, kind: 'values' as const, values: ['IT'] }] };
    assert.deepEqual([...(await viewOf(joined, view))], [1]);
    assert.deepEqual([...(await viewOf(joined, { filter: 'sal' }))], [2]);
    assert.deepEqual([...(await viewOf(joined, { sort: [{ column: department, descending: false }] }))], [1, 2, 0]);
    const groups = await runQuery(joined, {
      version: 1,
      groupBy: [{ column: 'Department' }],
      aggregates: [{ kind: 'sum', column: 'Calls' }],
    });
    assert.deepEqual(
      new Map(values(groups.table) as [string, number][]),
      new Map([
        ['IT', 2],
        ['Sales', 1],
        [null, 3],
      ] as [string, number][]),
    );
  });

  it("has those of a site's owner under names that the report does not have", async () => {
    const joined = await addAttributes(
      await tableOf([['https://a.example/x', 'ann@a.example', 'as sent']], sites),
      sites,
      [fileOf(FILE)],
    );
    assert.deepEqual(names(joined).slice(2), [
      'Owner Department',
      'Owner Department (2)',
      'Owner Cost Center',
      'Owner Attributes Status',
    ]);
    assert.deepEqual(texts(joined)[0]?.slice(2), ['as sent', 'Sales', '0042', 'In file']);
  });

  it('is as it was where a report names no users', async () => {
    const plain = definition([{ name: 'Calls', type: 'number' }]);
    assert.deepEqual(names(await addAttributes(await tableOf([['1']], plain), plain, [fileOf(FILE)])), ['Calls']);
  });

  it('counts the first of several rows about a user, and says how many differ', async () => {
    const rows = [
      ...FILE,
      ['', 'ann@a.example', 'Sales', '0042'],
      ['', 'ben@a.example', 'Legal', ''],
      [ID('1'), '', 'HR', ''],
    ];
    const joined = await addAttributes(
      await tableOf([
        ['', 'ben@a.example', '1'],
        [ID('1'), '', '2'],
      ]),
      report,
      [fileOf(rows)],
    );
    assert.deepEqual(columnOf(joined, 'Department'), ['IT', 'Sales']);
    assert.deepEqual(warningOf(joined.warnings), {
      ...{ kind: 'attributes', file: 'hr.csv', notInFile: 0, nameConcealed: 0, conflicts: 2 },
    });
  });

  it('is the report alone, with the reason, where the file cannot be used', async () => {
    const table = await tableOf([['', 'ann@a.example', '1']]);
    const content = fileOf(FILE).content as Extract<AttributesFile['content'], { bytes: Uint8Array }>;
    const cases: readonly (readonly [problem: string, content: AttributesFile['content']])[] = [
      ['missing', { problem: 'missing' }],
      ['noUserColumn', { ...content, bytes: bytesOf('Other\r\nx\r\n') }],
      ['noUserColumn', { ...content, bytes: bytesOf('Department\r\nSales\r\n') }],
      ['cutOff', { ...content, bytes: bytesOf('UPN,Department\r\nann@a.example,"Sal') }],
    ];
    for (const [problem, broken] of cases) {
      const opened = await addAttributes(table, report, [{ name: 'hr.csv', content: broken }]);
      assert.deepEqual(names(opened), names(table), problem);
      assert.deepEqual(texts(opened), texts(table), problem);
      assert.deepEqual(warningOf(opened.warnings), { kind: 'attributesUnreadable', file: 'hr.csv', problem });
    }
  });
});

describe('the join of attributes, beside DuckDB', function () {
  this.timeout(120_000);
  let database: DuckDBConnection;

  before(async () => {
    database = await (await DuckDBInstance.create(':memory:')).connect();
    await database.run('CREATE TABLE report (place INTEGER, id VARCHAR, name VARCHAR)');
    await database.run('CREATE TABLE file (place INTEGER, id VARCHAR, name VARCHAR, department VARCHAR)');
  });

  const fill = async (table: string, rows: readonly (readonly string[])[]) => {
    await database.run(`DELETE FROM ${table}`);
    if (rows.length > 0) {
      const cell = (text: string) => (text === '' ? 'NULL' : `'${text}'`);
      const lines = rows.map((row, at) => `(${[String(at), ...row.map(cell)].join(', ')})`);
      await database.run(`INSERT INTO ${table} VALUES ${lines.join(', ')}`);
    }
  };

  const id = fc.constantFrom('', ID('1'), ID('2'), ID('3'));
  const name = fc.constantFrom(
    '',
    'ann@a.example',
    'Ann@A.example',
    'ben@a.example',
    'jörg@a.example',
    'JÖRG@a.example',
    HASH,
  );
  const department = fc.constantFrom('', 'Sales', 'IT', 'Forschung, "F&E"');

  it('is a left join by ID, else by name without case where not both have an ID, with the first row of the file', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(id, name), { maxLength: 30 }),
        fc.array(
          fc.tuple(
            id,
            name.filter((one) => one !== HASH),
            department,
          ),
          { maxLength: 15 },
        ),
        async (rows, file) => {
          await Promise.all([fill('report', rows), fill('file', file)]);
          const first = (column: string) =>
            `SELECT lower(${column}) AS found, arg_min(coalesce(department, ''), place) AS department,
              arg_min(coalesce(id, ''), place) AS person FROM file WHERE ${column} IS NOT NULL GROUP BY 1`;
          const joined = await database.runAndReadAll(`
            WITH ids AS (${first('id')}), names AS (${first('name')})
            SELECT coalesce(ids.department, names.department, '') FROM report
            LEFT JOIN ids ON ids.found = lower(report.id)
            LEFT JOIN names ON names.found = lower(report.name) AND (report.id IS NULL OR names.person = '')
            ORDER BY place`);
          const table = await addAttributes(await tableOf(rows.map((row) => [...row, '1'])), report, [
            fileOf([['id', 'UPN', 'Department', 'Cost Center'], ...file.map((row) => [...row, ''])]),
          ]);
          const column = table.columnIndex('Department');
          assert.deepEqual(
            rows.map((_, row) => [table.text(row, column)]),
            joined.getRowsJson(),
          );
          assert.deepEqual(columnarOf(table).data[column]?.length, rows.length);
        },
      ),
      { numRuns: 200 },
    );
  });
});
