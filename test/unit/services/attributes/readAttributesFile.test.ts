import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { readAttributes } from '../../../../src/core/users/attributes/readAttributes.js';
import { readAttributesFile } from '../../../../src/services/attributes/readAttributesFile.js';
import { sampleAttributes } from '../../../../src/services/sample/attributes.js';

/** How a program may save the same table. */
const ENCODINGS: readonly (readonly [name: string, encode: (text: string) => Uint8Array])[] = [
  ['UTF-8', (text) => Buffer.from(text)],
  ['UTF-8 with a mark', (text) => Buffer.from(`\uFEFF${text}`)],
  ['UTF-16', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['UTF-16 without a mark', (text) => Buffer.from(text, 'utf16le')],
  ['UTF-16, big-endian', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ['UTF-16, big-endian, without a mark', (text) => Buffer.from(text, 'utf16le').swap16()],
  ['the code page of Windows', (text) => Buffer.from(text, 'latin1')],
  ['packed', (text) => gzipSync(text)],
];

const cell = fc.constantFrom('', 'Sales', 'Köln', 'R&D, "Labs"', 'a;b', 'a\tb', '0042', 'line\nbreak', ' spaced ');

describe('a file of attributes on disk', () => {
  let folder: string;
  let file: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'attributes-'));
    file = path.join(folder, 'hr.csv');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const read = async (
    content: string | Uint8Array,
    more: { userColumn?: string; columns?: readonly string[] } = {},
  ) => {
    await writeFile(file, content);
    return readAttributesFile({ path: file, ...more });
  };
  const added = async (content: string | Uint8Array, more = {}) => {
    const found = await read(content, more);
    return 'problem' in found.content ? found.content.problem : found.content.attributes.map(({ name }) => name);
  };

  it('is read the same in every encoding, with every separator, and however its cells are quoted', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...ENCODINGS),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        async (cells, [, encode], separator, lineBreak, quotesAll) => {
          const rows = cells.map((own, at) => [`user${at}@a.example`, ...own]);
          const written = (text: string) =>
            quotesAll || /["\n\t;,]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
          const text = [['UPN', 'Department', 'City'], ...rows]
            .map((row) => row.map(written).join(separator) + lineBreak)
            .join('');
          const { content } = await read(encode(text));
          assert.ok('bytes' in content);
          const { table, columns, index } = await readAttributes(content);
          assert.deepEqual(
            rows.map(([name = '']) => columns.map((one) => table.text(index.rowOf('', name.toUpperCase()), one.index))),
            cells.map((own) => [...own]),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('adds the columns that are known, or those that somebody chose', async () => {
    const text = 'UPN,Abteilung,Salary,Country\na@b,Sales,1,DE\n';
    assert.deepEqual(await added(text), ['Department', 'Country']);
    assert.deepEqual(await added(text, { columns: [] }), ['Department', 'Country']);
    assert.deepEqual(await added(text, { columns: ['salary', 'ABTEILUNG', 'gone'] }), ['Department', 'Salary']);
    assert.equal(await added(text, { columns: ['gone'] }), 'noAttributes');
    assert.equal(await added('UPN,Salary\na@b,1\n'), 'noAttributes');
  });

  it('says why it cannot be used', async () => {
    assert.deepEqual(await readAttributesFile({ path: path.join(folder, 'gone', 'hr.csv') }), {
      name: 'hr.csv',
      content: { problem: 'missing' },
    });
    assert.deepEqual((await readAttributesFile({ path: 'relative/hr.csv' })).content, { problem: 'missing' });
    assert.deepEqual((await readAttributesFile({ path: folder })).content, { problem: 'unavailable' });
    assert.equal(await added(''), 'empty');
    assert.equal(await added('<html></html>'), 'webPage');
    assert.equal(await added('[{"upn":"a@b"}]'), 'noTable');
    assert.equal(await added(new Uint8Array([80, 75, 3, 4, 0, 0])), 'binary');
    assert.equal(await added('Staff,Department\n4711,Sales\n'), 'noUserColumn');
    assert.deepEqual(await added('Staff,Department\n4711,Sales\n', { userColumn: 'Staff' }), ['Department']);
  });

  it('of the sample tenant is recognized as a whole', async () => {
    const { content } = await read(sampleAttributes());
    assert.ok('bytes' in content);
    assert.deepEqual(content.keys, { id: 'id', principalName: 'userPrincipalName' });
    assert.deepEqual(
      content.attributes.map(({ name }) => name),
      ['Department', 'Company', 'Country', 'Usage Location', 'Office Location', 'Employee Type', 'Cost Center'],
    );
  });
});
