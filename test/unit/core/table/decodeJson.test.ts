import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dataDaysOf } from '../../../../src/core/table/store/dataDays.js';
import { isCancelled, UsageReportsError } from '../../../../src/base/errors.js';
import { decodeJson } from '../../../../src/core/table/json/decodeJson.js';
import { catalog } from '../../../support/catalog.js';
import { chunksOf, columnOf, csv, csvFile, definition, json, names, seen, texts, values } from './support.js';

const users = definition([
  { name: 'Report Refresh Date', json: 'reportRefreshDate', type: 'date' },
  { name: 'User Principal Name', json: 'userPrincipalName', type: 'text', identity: true },
  { name: 'Is Deleted', json: 'isDeleted', type: 'boolean' },
  { name: 'Storage Used (Byte)', json: 'storageUsedInBytes', type: 'number', unit: 'bytes' },
  { name: 'Audio Duration', json: 'audioDuration', type: 'duration' },
  { name: 'Assigned Products', json: 'assignedProducts', type: 'list' },
]);

const activations = definition(
  [
    { name: 'Report Refresh Date', json: 'reportRefreshDate', type: 'date' },
    { name: 'User Principal Name', json: 'userPrincipalName', type: 'text' },
    { name: 'Product Type', json: 'productType', type: 'text' },
    { name: 'Windows', json: 'windows', type: 'number' },
  ],
  { jsonRows: 'userActivationCounts' },
);

function brokenAnswer(error: unknown): boolean {
  assert.ok(error instanceof UsageReportsError);
  assert.equal(error.reason, 'brokenAnswer');
  return true;
}

describe('decodeJson', () => {
  it('names and types columns like the CSV, in the order of the catalog', async () => {
    const table = await json(
      [
        {
          '@odata.context': 'x',
          value: [
            {
              '@odata.type': '#x',
              assignedProducts: ['OFFICE 365 E3', 'ENTERPRISE MOBILITY + SECURITY E5'],
              storageUsedInBytes: 42,
              isDeleted: false,
              userPrincipalName: 'ann',
              reportRefreshDate: '2026-11-18',
              audioDuration: 'PT1M',
            },
          ],
        },
      ],
      users,
    );
    assert.deepEqual(
      names(table),
      users.columns.map(({ name }) => name),
    );
    assert.deepEqual(values(table), [
      ['2026-11-18', 'ann', false, 42, 60, ['OFFICE 365 E3', 'ENTERPRISE MOBILITY + SECURITY E5']],
    ]);
    assert.deepEqual(texts(table)[0], [
      '2026-11-18',
      'ann',
      'False',
      '42',
      'PT1M',
      'OFFICE 365 E3+ENTERPRISE MOBILITY + SECURITY E5',
    ]);
    assert.deepEqual(table.warnings, []);
    assert.equal(dataDaysOf(table).refreshDate, '2026-11-18');
  });

  it('joins pages, and reads null, an empty text and a missing property as blank', async () => {
    const item = {
      reportRefreshDate: '2026-11-18',
      userPrincipalName: 'ann',
      isDeleted: true,
      storageUsedInBytes: 1,
      audioDuration: 'PT0S',
    };
    const table = await json(
      [
        { value: [item] },
        { value: [] },
        { value: [{ ...item, userPrincipalName: '', storageUsedInBytes: null, assignedProducts: [] }] },
      ],
      users,
    );
    assert.deepEqual(values(table), [
      ['2026-11-18', 'ann', true, 1, 0, null],
      ['2026-11-18', null, true, null, 0, null],
    ]);
  });

  it('flattens nested rows, and repeats the properties around them', async () => {
    const table = await json(
      [
        {
          value: [
            {
              reportRefreshDate: '2026-11-18',
              userPrincipalName: 'ann',
              userActivationCounts: [
                { productType: 'Office', windows: 2 },
                { productType: 'Visio', windows: 0 },
              ],
            },
            { reportRefreshDate: '2026-11-18', userPrincipalName: 'bob', userActivationCounts: [] },
            { reportRefreshDate: '2026-11-18', userPrincipalName: 'cleo', userActivationCounts: null },
          ],
        },
      ],
      activations,
    );
    assert.deepEqual(values(table), [
      ['2026-11-18', 'ann', 'Office', 2],
      ['2026-11-18', 'ann', 'Visio', 0],
    ]);
  });

  it('flattens nested rows under an undocumented name', async () => {
    const table = await json(
      [{ value: [{ reportRefreshDate: '2026-11-18', adoption: [{ windows: 5 }], more: { productType: 'Office' } }] }],
      activations,
    );
    assert.deepEqual(values(table), [['2026-11-18', 'Office', 5]]);
    assert.deepEqual(table.warnings, [{ kind: 'missingColumns', names: ['User Principal Name'] }]);
  });

  it('keeps unknown properties, with names like those of a CSV', async () => {
    const table = await json(
      [{ value: [{ recipientType: 'Guest', 'User Principal Name': 'ann', newCount: 3, tags: [{ a: 1 }] }] }],
      users,
    );
    assert.deepEqual(names(table), ['User Principal Name', 'Recipient Type', 'New Count', 'Tags']);
    assert.deepEqual(values(table), [['ann', 'Guest', 3, '[{"a":1}]']]);
    assert.deepEqual(
      table.warnings.find(({ kind }) => kind === 'unknownColumns'),
      { kind: 'unknownColumns', names: ['Recipient Type', 'New Count', 'Tags'] },
    );
  });

  it('keeps all properties of nested objects, by their path where the plain name is taken, in any order', async () => {
    const properties = fc.constantFrom('id', 'name', 'userPrincipalName', 'User Principal Name', 'manager.id');
    const leaf = fc.integer({ min: 0 });
    const { item } = fc.letrec<{ item: Record<string, unknown>; value: unknown }>((tie) => ({
      item: fc.dictionary(fc.oneof(properties, fc.constantFrom('manager', 'assistant')), tie('value'), { maxKeys: 5 }),
      value: fc.oneof({ withCrossShrink: true, maxDepth: 3 }, leaf, tie('item')),
    }));
    const leavesOf = (value: unknown): unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [value];
    await fc.assert(
      fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 5 }), async (rows) => {
        const table = await json([{ value: rows }], { ...users, columns: [] });
        const cells = values(table).map((row) => row.filter((cell) => cell !== null));
        const sorted = (list: readonly unknown[]) => list.map(Number).sort((one, other) => one - other);
        assert.deepEqual(cells.map(sorted), rows.map(leavesOf).map(sorted));
      }),
      { numRuns: 500 },
    );
    for (const [row, expected] of [
      [
        { id: 2, name: 'N', manager: { id: 1, name: 'M' } },
        { Id: 2, Name: 'N', 'Manager.id': 1, 'Manager.name': 'M' },
      ],
      [
        { manager: { id: 1, name: 'M' }, id: 2, name: 'N' },
        { Id: 2, Name: 'N', 'Manager.id': 1, 'Manager.name': 'M' },
      ],
      [
        { manager: { name: 'M' }, assistant: { name: 'A' } },
        { Name: 'M', 'Assistant.name': 'A' },
      ],
      [
        { manager: { name: 'M' }, 'manager.name': 'A', name: 'N' },
        { 'Manager.name': 'A', Name: 'N', 'Manager.name (2)': 'M' },
      ],
      [
        { userPrincipalName: 'ann', manager: { UserPrincipalName: 'bob' } },
        { 'User Principal Name': 'ann', 'Manager.User Principal Name': 'bob' },
      ],
    ] as const) {
      const table = await json([{ value: [row] }], 'userPrincipalName' in row ? users : { ...users, columns: [] });
      const byName = Object.fromEntries(names(table).map((name, index) => [name, values(table)[0]?.[index]]));
      assert.deepEqual(byName, expected);
    }
  });

  it('names a property of a nested object in the same way in all rows', async () => {
    const table = await json(
      [{ value: [{ manager: { id: 1 } }, { id: 2, manager: { id: 3 } }] }, { value: [{ manager: { id: 4 } }] }],
      { ...users, columns: [] },
    );
    assert.deepEqual(columnOf(table, 'Manager.id'), [1, 3, 4]);
    assert.deepEqual(columnOf(table, 'Id'), [null, 2, null]);
  });

  it('keeps each digit of a number that JavaScript would round, as CSV does, and every other text', async () => {
    const digits = fc.stringMatching(/^-?[1-9]\d{0,24}(\.\d{1,20})?$/);
    const text = fc.string({ unit: fc.constantFrom('"', '\\', ',', ':', '[', ' 9007199254740993,', '1', '\u2028') });
    const value = fc.oneof(
      digits,
      text.map((each) => JSON.stringify(each)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(value, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('', ' ', '\n'),
        async (cells, blank) => {
          const page = `{"value":${blank}[{"userPrincipalName":${cells.map((cell) => `${blank}${cell}${blank}}`).join(',{"userPrincipalName":')}]}`;
          const table = await decodeJson(chunksOf(page), {
            ...users,
            columns: [{ name: 'User Principal Name', json: 'userPrincipalName', type: 'text' }],
          });
          const expected = cells.map((cell) => (cell.startsWith('"') ? (JSON.parse(cell) as string) : cell));
          const shortened = cells.map((cell, at) =>
            cell.startsWith('"') || cell.replace('-', '').length > 15 ? expected[at] : String(Number(cell)),
          );
          assert.deepEqual(
            texts(table).map(([cell]) => cell),
            shortened,
          );
        },
      ),
      { numRuns: 500, examples: [[['9007199254740993', '-9007199254740993', '0.12345678901234567'], '']] },
    );
  });

  it('gives a report without rows its documented columns', async () => {
    const table = await json([{ value: [] }], users);
    assert.equal(table.rowCount, 0);
    assert.deepEqual(
      names(table),
      users.columns.map(({ name }) => name),
    );
    assert.deepEqual(table.warnings, [{ kind: 'noRows' }]);
  });

  it('refuses a broken response', async () => {
    for (const page of [
      '',
      '{"value":[',
      '<html>',
      'null',
      '[]',
      '{}',
      '{"value":{}}',
      '{"value":[1]}',
      '{"value":[null]}',
      '{"error":{"code":"x"}}',
    ]) {
      await assert.rejects(decodeJson(chunksOf(page), users), brokenAnswer, page);
    }
    await assert.rejects(decodeJson(chunksOf(), users), brokenAnswer);
    await assert.rejects(decodeJson(chunksOf('{"value":[{"userActivationCounts":[1]}]}'), activations), brokenAnswer);
    await assert.rejects(decodeJson(chunksOf('{"value":[{"userActivationCounts":7}]}'), activations), brokenAnswer);
    await assert.rejects(decodeJson(chunksOf('{"value":[]}', '{"value":'), users), brokenAnswer);
  });

  it('refuses a page whose rows have none of the documented columns, as it does a CSV file', async () => {
    for (const definition of catalog.reports.filter(({ columns }) => columns.length > 0)) {
      const { jsonRows } = definition;
      const within = (row: unknown) => (jsonRows === undefined ? [row] : [row, { [jsonRows]: [row] }]);
      for (const item of [{}, { odd: 1 }, { '': 1 }, { ['__proto__']: 1 }, { odd: { inner: null } }].flatMap(within)) {
        const page = JSON.stringify({ value: [item, item] });
        await assert.rejects(decodeJson(chunksOf(page), definition), brokenAnswer, `${definition.name} ${page}`);
      }
      const { name, json: property = name } = definition.columns[0]!;
      const good = JSON.stringify({ value: [{ odd: 1 }, { [property]: null }] });
      assert.equal((await decodeJson(chunksOf(good, '{"value":[]}'), definition)).rowCount, 2, definition.name);
      await assert.rejects(decodeJson(chunksOf(good, '{"value":[{"odd":1}]}'), definition), brokenAnswer);
    }
    assert.equal((await json([{ value: [{ odd: 1 }] }], definition([]))).rowCount, 1, 'nothing is documented');
  });

  it('names a column without a name by its place, and leaves it out if it is blank, as in CSV', async () => {
    const blanks = fc.string({ unit: fc.constantFrom(' ', '_', '\t', '\u00a0', '\ufeff'), maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(blanks, fc.constantFrom('', '7'), async (property, value) => {
        const table = await json([{ value: [{ userPrincipalName: 'ann', [property]: value }] }], users);
        assert.deepEqual(names(table), value === '' ? ['User Principal Name'] : ['User Principal Name', 'Column 2']);
        assert.deepEqual(
          table.warnings.filter(({ kind }) => kind === 'unknownColumns'),
          [],
        );
      }),
    );
  });

  it('is the same table when it is written as CSV and read again, whatever its names and texts', async () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom('\ud800', '\udc00', 'a', 'A', '_', '"', '\n', '\0'), maxLength: 8 }),
      fc.integer({ min: 490, max: 1_000 }).map((length) => 'aB'.repeat(length / 2)),
    );
    const items = fc.array(fc.dictionary(text, text, { maxKeys: 4 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(items, async (more) => {
        const value = [{ userPrincipalName: 'ann' }, ...more];
        const table = await json([{ value }], users).catch((error: unknown) => {
          assert.ok(error instanceof UsageReportsError && error.reason === 'tooLarge', String(error));
        });
        if (table !== undefined) {
          const again = await csv(csvFile([names(table), ...texts(table)]), users);
          assert.deepEqual([names(again), texts(again)], [names(table), texts(table)]);
        }
      }),
    );
  });

  it('stops when canceled', async () => {
    const abort = new AbortController();
    const page = JSON.stringify({ value: [{ userPrincipalName: 'ann' }] });
    const decoding = decodeJson(chunksOf(page, page, page), users, {
      signal: abort.signal,
      onProgress: () => abort.abort(),
    });
    await assert.rejects(decoding, isCancelled);
  });

  it('gives the same table as the CSV of the same rows', async () => {
    const known = fc.record({
      reportRefreshDate: fc.constantFrom('2026-11-18', '2026-11-17', null),
      userPrincipalName: fc.option(fc.string({ unit: 'grapheme' })),
      isDeleted: fc.option(fc.boolean()),
      storageUsedInBytes: fc.option(fc.maxSafeNat()),
      audioDuration: fc.constantFrom('PT0S', 'PT1H', 'P1DT5S', null),
      assignedProducts: fc.array(fc.constantFrom('E3', 'MOBILITY + SECURITY E5', 'VISIO')),
      recipientType: fc.option(fc.constantFrom('Guest', 'Member', '7')),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(known, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 4 }),
        async (items, pageSize) => {
          const pages = Array.from({ length: Math.ceil(items.length / pageSize) }, (_, page) => ({
            value: items.slice(page * pageSize, (page + 1) * pageSize),
          }));
          const cell = (value: string | number | boolean | string[] | null) =>
            value === null
              ? ''
              : Array.isArray(value)
                ? value.join('+')
                : value === true
                  ? 'True'
                  : value === false
                    ? 'False'
                    : String(value);
          const header = [...users.columns.map(({ name }) => name), 'Recipient Type'];
          const rows = items.map((item) =>
            [
              item.reportRefreshDate,
              item.userPrincipalName,
              item.isDeleted,
              item.storageUsedInBytes,
              item.audioDuration,
              item.assignedProducts,
              item.recipientType,
            ].map(cell),
          );
          assert.deepEqual(seen(await json(pages, users)), seen(await csv(csvFile([header, ...rows]), users)));
        },
      ),
      { numRuns: 100 },
    );
  });
});
