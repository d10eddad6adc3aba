import assert from 'node:assert/strict';
import { hasReason } from '../../../support/rejections.js';
import { dataDaysOf } from '../../../../src/core/table/store/dataDays.js';
import { decodeCsv } from '../../../../src/core/table/csv/decodeCsv.js';
import { bytesOf, chunksOf, columnOf, csv, csvFile, definition, names, seen, texts, values } from './support.js';
import { users, header } from './csvUsers.js';

describe('decodeCsv', () => {
  it('reads every type', async () => {
    const table = await csv(
      `\uFEFF${header}\r\n2026-11-18,ann@contoso.example,False,3,PT1M,A+B + C\r\n2026-11-19,bob@contoso.example,True,0,PT0S,\r\n`,
      users,
    );
    assert.deepEqual(values(table), [
      ['2026-11-18', 'ann@contoso.example', false, 3, 60, ['A', 'B + C']],
      ['2026-11-19', 'bob@contoso.example', true, 0, 0, null],
    ]);
    assert.deepEqual(table.columns[3], { name: 'Call Count', type: 'number', unit: 'count', known: true });
    assert.deepEqual(table.warnings, []);
    assert.equal(dataDaysOf(table).refreshDate, '2026-11-19');
    assert.equal(table.columnIndex(' call  COUNT '), 3);
    assert.equal(table.columnIndex('Nothing'), -1);
  });

  it('keeps a blank apart from 0, false and an empty list', async () => {
    const table = await csv(`${header}\r\n,,,,,\r\n`, users);
    assert.deepEqual(values(table), [[null, null, null, null, null, null]]);
    assert.deepEqual(texts(table), [['', '', '', '', '', '']]);
    assert.equal(dataDaysOf(table).refreshDate, null);
  });

  it('reads LF, CRLF and a mix of both, with and without BOM', async () => {
    const expected = seen(
      await csv(`\uFEFF${header}\r\n2026-11-18,a,True,1,PT0S,A\r\n2026-11-18,b,True,1,PT0S,A\r\n`, users),
    );
    assert.deepEqual(
      seen(await csv(`${header}\n2026-11-18,a,True,1,PT0S,A\n2026-11-18,b,True,1,PT0S,A\n`, users)),
      expected,
    );
    assert.deepEqual(
      seen(await csv(`${header}\n2026-11-18,a,True,1,PT0S,A\r\n2026-11-18,b,True,1,PT0S,A\r\n`, users)),
      expected,
    );
  });

  it('reads quoted commas, quotes and line breaks', async () => {
    const table = await csv('"a, ""b"" \r\nc",N\r\n"1,\n2","say ""hi"""\r\n');
    assert.deepEqual(names(table), ['a, "b" c', 'N']);
    assert.deepEqual(values(table), [['1,\n2', 'say "hi"']]);
  });

  it('reads a lone quote in a cell as a quote', async () => {
    const table = await csv('Name,Size\r\n5" disk,x\r\n"quoted" tail,y\r\n');
    assert.deepEqual(values(table), [
      ['5" disk', 'x'],
      ['"quoted" tail', 'y'],
    ]);
  });

  it('warns about a file without rows', async () => {
    for (const text of [header, `\uFEFF${header}\r\n`]) {
      const table = await csv(text, users);
      assert.equal(table.rowCount, 0);
      assert.equal(table.columns.length, 6);
      assert.ok(table.warnings.some(({ kind }) => kind === 'noRows'));
    }
  });

  it('refuses what is not a report', async () => {
    for (const text of [
      '',
      '\uFEFF',
      '\r\n \r\n',
      '<!DOCTYPE html><html>a,b</html>',
      '  <html>',
      '{"error":{"code":"x"}}',
      '[1]',
      'Service unavailable\r\n',
    ]) {
      await assert.rejects(csv(text, users), hasReason('notAReport'), text);
    }
    await assert.rejects(decodeCsv(chunksOf(), users), hasReason('notAReport'));
    await assert.rejects(csv('<html>'), hasReason('notAReport'));
  });

  it('does not quote the response in errors', async () => {
    const secret = 'https://reports.example/download?token=abc';
    await assert.rejects(
      csv(secret, users),
      (error: Error) => !`${error.message}${String(error.cause)}`.includes('token'),
    );
    await assert.rejects(
      csv(`${header}\r\n"${secret}`, users),
      (error: Error) => error.cause === undefined && !error.message.includes('token'),
    );
  });

  it('reports a file as truncated if it ends within quotes', async () => {
    await assert.rejects(csv(`${header}\r\n2026-11-18,"ann, the`, users), hasReason('truncated'));
  });

  it('warns if the last line break is missing', async () => {
    const table = await csv(`${header}\r\n2026-11-18,a,True,1,PT0S,A`, users);
    assert.equal(table.rowCount, 1);
    assert.deepEqual(table.warnings, [{ kind: 'noFinalLineBreak' }]);
  });

  it('keeps ragged rows, and warns about them', async () => {
    const table = await csv('A,B\r\n1,2\r\n3\r\n4,5,6,,7\r\n8,9,\r\n');
    assert.deepEqual(names(table), ['A', 'B', 'Column 3', 'Column 4', 'Column 5']);
    assert.deepEqual(values(table), [
      [1, 2, null, null, null],
      [3, null, null, null, null],
      [4, 5, 6, null, 7],
      [8, 9, null, null, null],
    ]);
    assert.deepEqual(table.warnings, [{ kind: 'raggedRows', count: 2, firstRow: 1 }]);
    const short = await csv('A,B,C\r\n1,2,3\r\n4\r\n5\r\n6,7\r\n8,9,10\r\n');
    assert.deepEqual(values(short), [
      [1, 2, 3],
      [4, null, null],
      [5, null, null],
      [6, 7, null],
      [8, 9, 10],
    ]);
    assert.deepEqual(short.warnings, [{ kind: 'raggedRows', count: 3, firstRow: 1 }]);
  });

  it('matches columns by name in any order, keeps unknown ones, and warns about missing ones', async () => {
    const table = await csv(
      'Call Count,Recipient Type,user  principal\u00A0NAME,Report Refresh Date\r\n4,Guest,ann,2026-11-18\r\n',
      users,
    );
    assert.deepEqual(names(table), ['Call Count', 'Recipient Type', 'User Principal Name', 'Report Refresh Date']);
    assert.deepEqual(values(table), [[4, 'Guest', 'ann', '2026-11-18']]);
    assert.deepEqual(table.columns[1], { name: 'Recipient Type', type: 'text', known: false });
    // Only one version sends “Used Chrome OS”, so it is not missing.
    assert.deepEqual(table.warnings, [
      { kind: 'missingColumns', names: ['Is Deleted', 'Audio Duration', 'Assigned Products'] },
      { kind: 'unknownColumns', names: ['Recipient Type'] },
    ]);
  });

  it('accepts a comma at the end of the header, and blanks after its commas', async () => {
    const table = await csv('A, B , C,\r\n1,2,3\r\n4,5,6,\r\n');
    assert.deepEqual(names(table), ['A', 'B', 'C']);
    assert.deepEqual(table.warnings, []);
    const withValues = await csv('A,,B\r\n1,2,3\r\n');
    assert.deepEqual(names(withValues), ['A', 'Column 2', 'B']);
  });

  it('numbers repeated names', async () => {
    const table = await csv('Call Count,call count,X,X,X (2)\r\n1,2,3,4,5\r\n', users);
    assert.deepEqual(names(table), ['Call Count', 'call count (2)', 'X', 'X (2)', 'X (2) (2)']);
    assert.deepEqual(values(table), [[1, 2, 3, 4, 5]]);
    assert.deepEqual(
      table.warnings.find(({ kind }) => kind === 'duplicateColumns'),
      { kind: 'duplicateColumns', names: ['call count (2)', 'X (2)', 'X (2) (2)'] },
    );
  });

  it('returns the exact text of every cell', async () => {
    const rows = [
      ['2021-10-25', 'True', 'PT0S', '12'],
      ['2021-10-25T00:00:00Z', 'Yes', '00:00:00', '12.50'],
      ['2021-10-25T00:00:00', 'FALSE', 'PT60S', '-0'],
      ['2021-10-25T13:45:00Z', 'no', '01:00:00', '9007199254740993'],
      [' 2021-10-25', ' True', 'PT1M ', ' 7'],
      ['25.10.2021', 'perhaps', 'long', '1,234'],
      ['  ', ' ', '   ', '\t'],
    ];
    const report = definition([
      { name: 'Day', type: 'date' },
      { name: 'Flag', type: 'boolean' },
      { name: 'Time', type: 'duration' },
      { name: 'Count', type: 'number' },
    ]);
    const table = await csv(csvFile([['Day', 'Flag', 'Time', 'Count'], ...rows]), report);
    assert.deepEqual(texts(table), rows);
    assert.deepEqual(values(table), [
      ['2021-10-25', true, 0, 12],
      ['2021-10-25', true, 0, 12.5],
      ['2021-10-25', false, 60, 0],
      ['2021-10-25T13:45:00Z', false, 3600, '9007199254740993'],
      ['2021-10-25', true, 60, 7],
      ['25.10.2021', 'perhaps', 'long', '1,234'],
      [null, null, null, null],
    ]);
    // Cells that fit cause no warning, however they are written; cells that do not fit do.
    assert.deepEqual(table.warnings, [
      { kind: 'irregularValues', column: 'Day', count: 1, example: '25.10.2021' },
      { kind: 'irregularValues', column: 'Flag', count: 1, example: 'perhaps' },
      { kind: 'irregularValues', column: 'Time', count: 1, example: 'long' },
      { kind: 'irregularValues', column: 'Count', count: 1, example: '1,234' },
    ]);
  });

  it('keeps the clock form of a column', async () => {
    const table = await csv(
      'Time\r\n00:00:05\r\n1.00:00:00\r\nPT5S\r\n',
      definition([{ name: 'Time', type: 'duration' }]),
    );
    assert.deepEqual(texts(table), [['00:00:05'], ['1.00:00:00'], ['PT5S']]);
    assert.deepEqual(values(table), [[5], [86_400], [5]]);
  });

  it('infers the type of unknown columns', async () => {
    const rows = [
      ['Count', 'Day', 'Flag', 'Time', 'Code', 'Id', 'Mixed', 'Nothing', 'Storage (Byte)'],
      ['1', '2026-11-18', 'Yes', 'PT5S', '007', '90071992547409931', '1', '', '5'],
      ['', '', '', '', '12', '1', 'x', '', '6.5'],
    ];
    const table = await csv(csvFile(rows));
    assert.deepEqual(
      table.columns.map(({ type }) => type),
      ['number', 'date', 'boolean', 'duration', 'text', 'text', 'text', 'text', 'number'],
    );
    assert.deepEqual(values(table), [
      [1, '2026-11-18', true, 5, '007', '90071992547409931', '1', null, 5],
      [null, null, null, null, '12', '1', 'x', null, 6.5],
    ]);
    assert.equal(table.columns[8]?.unit, 'bytes');
    assert.deepEqual(table.warnings, []);
  });

  it('reads names of all languages, wherever the bytes are cut, and accepts broken ones', async () => {
    const text = 'Name\r\nŽofie Černá\r\n山田 太郎\r\n😀\r\n';
    const bytes = bytesOf(text);
    for (let cut = 1; cut < bytes.length; cut++) {
      const table = await decodeCsv(chunksOf(bytes.subarray(0, cut), bytes.subarray(cut)), undefined);
      assert.deepEqual(values(table), [['Žofie Černá'], ['山田 太郎'], ['😀']]);
    }
    const broken = await csv(Uint8Array.from([...bytesOf('Name\r\nA'), 0xff, 0xc3, ...bytesOf('\r\n')]));
    assert.equal(broken.rowCount, 1);
    assert.match(broken.text(0, 0), /^A\uFFFD+$/);
  });

  it('reads a cell of a megabyte', async () => {
    const big = `${'x"'.repeat(500_000)},`;
    const table = await csv(
      csvFile([
        ['Name', 'N'],
        [big, '1'],
      ]),
    );
    assert.equal(table.text(0, 0), big);
  });

  it('stores texts that hardly repeat, and blanks between them', async () => {
    const rows = Array.from({ length: 6000 }, (_, row) => [row % 3 === 0 ? '' : `user${row}`, `group${row % 7}`]);
    const table = await csv(csvFile([['User', 'Group'], ...rows]));
    assert.deepEqual(texts(table), rows);
  });

  it('prefers a name to an alias, and uses each column once', async () => {
    const report = definition([
      { name: 'External Member Count', aliases: ['Guest Count'], type: 'number' },
      { name: 'Name', type: 'text' },
    ]);
    assert.deepEqual(names(await csv('Guest Count,Name\r\n1,x\r\n', report)), ['External Member Count', 'Name']);
    const both = await csv('Guest Count,External Member Count\r\n1,2\r\n', report);
    assert.deepEqual(names(both), ['Guest Count', 'External Member Count']);
    assert.deepEqual(
      both.columns.map(({ known }) => known),
      [false, true],
    );
    assert.deepEqual(columnOf(both, 'External Member Count'), [2]);
  });
});
