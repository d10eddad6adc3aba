import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { UsageReportsError } from '../../../../src/base/errors.js';
import { UniqueNames } from '../../../../src/core/table/store/columnNames.js';
import {
  MAX_COLUMNS,
  MAX_NAME_CHARACTERS,
  MAX_NESTING,
  MAX_RECORD_BYTES,
  MAX_ROWS,
  maxAddedCells,
} from '../../../../src/core/table/store/limits.js';
import { TableBuilder } from '../../../../src/core/table/store/tableBuilder.js';
import { rejectionOf } from '../../../support/rejections.js';
import { chunksOf, csv, definition, json, names, texts } from './support.js';
import { decodeJson } from '../../../../src/core/table/json/decodeJson.js';

const report = definition([{ name: 'User', type: 'text', json: 'user' }]);
const header = (columns: number) => ['User', ...Array.from({ length: columns - 1 }, (_, at) => `C${at}`)].join(',');
const nested = (levels: number, open: string, close: string) => `${open.repeat(levels)}1${close.repeat(levels)}`;

describe('the limits of a table', () => {
  const exceeded = async (work: Promise<unknown>) => (await rejectionOf(work, 'tooLarge')).details.exceeded;

  it('end a file with more columns, in the header or in a row, and say how many it has', async () => {
    assert.equal((await csv(`${header(MAX_COLUMNS)}\n1\n`, report)).columns.length, MAX_COLUMNS);
    for (const file of [`${header(10_000)}\n1\n`, `User\n${'1,'.repeat(9_999)}1\n`, `User${','.repeat(9_999)}\n`]) {
      assert.deepEqual(await exceeded(csv(file, report)), { amount: 'columns', most: MAX_COLUMNS, found: 10_000 });
    }
  });

  it('end JSON with more properties', async () => {
    const item = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [at === 0 ? 'user' : `p${at}`, at]));
    assert.equal((await json([{ value: [item(MAX_COLUMNS)] }], report)).columns.length, MAX_COLUMNS);
    const work = json([{ value: [item(MAX_COLUMNS + 1)] }], report);
    assert.deepEqual(await exceeded(work), { amount: 'columns', most: MAX_COLUMNS });
  });

  it('end a file with a longer name of a column', async () => {
    const name = (length: number) => 'x'.repeat(length);
    const most = { amount: 'nameCharacters', most: MAX_NAME_CHARACTERS };
    assert.equal((await csv(`User,${name(MAX_NAME_CHARACTERS)}\n`, report)).columns.length, 2);
    assert.deepEqual(await exceeded(csv(`User,${name(MAX_NAME_CHARACTERS + 1)}\n`, report)), most);
    assert.deepEqual(await exceeded(json([{ value: [{ [name(MAX_NAME_CHARACTERS + 1)]: 1 }] }], report)), most);
  });

  it('end JSON with objects or lists deeper within each other', async () => {
    for (const [open, close] of [
      ['{"a":', '}'],
      ['[', ']'],
      ['[{"a":', '}]'],
    ] as const) {
      const pageOf = (levels: number) => `{"value":[{"user":1},{"user":${nested(levels, open, close)}}]}`;
      assert.equal((await decodeJson(chunksOf(pageOf(MAX_NESTING / 2)), report)).rowCount, 2);
      const work = decodeJson(chunksOf(pageOf(100_000)), report);
      assert.deepEqual(await exceeded(work), { amount: 'nesting', most: MAX_NESTING });
    }
  });

  it('end rows that are so uneven that their table has far more cells than the file', async () => {
    const uneven = `${header(900)}\n${'1\n'.repeat(20_000)}${'1,'.repeat(899)}1\n`;
    assert.equal((await exceeded(csv(uneven, report)))?.amount, 'addedCells');
    const rows = Array.from({ length: 20_000 }, () => ({}));
    const wide = Object.fromEntries(Array.from({ length: 900 }, (_, at) => [`p${at}`, 'x']));
    const work = json([{ value: [{ ...wide, rows }] }], definition(report.columns, { jsonRows: 'rows' }));
    assert.equal((await exceeded(work))?.amount, 'addedCells');
  });

  it('are none for a file with all cells of all rows, blank or not', async () => {
    const row = (at: number) =>
      Array.from({ length: 300 }, (_, column) => ((at + column) % 700 === 0 ? 'x' : '')).join(',');
    const rows = Array.from({ length: 7_000 }, (_, at) => `u${row(at)}`);
    assert.equal((await csv([header(300), ...rows, ''].join('\n'), report)).rowCount, 7_000);
  });

  it('are those that the documentation states', () => {
    const documented = readFileSync('docs/reference.md', 'utf8');
    const number = (value: number) => value.toLocaleString('en');
    for (const sentence of [
      `${number(MAX_COLUMNS)} columns`,
      `names of ${number(MAX_NAME_CHARACTERS)} characters`,
      `${number(MAX_ROWS)} rows`,
      `a row of CSV: ${MAX_RECORD_BYTES / 1e6} MB`,
      `${MAX_NESTING} objects within objects`,
      `${number(maxAddedCells(0))}, and ${maxAddedCells(1) - maxAddedCells(0)} for each byte`,
    ]) {
      assert.ok(documented.includes(sentence), sentence);
    }
  });

  it('hold for tables that are made of other tables', () => {
    const builder = new TableBuilder();
    for (let column = 0; column < MAX_COLUMNS; column++) {
      builder.addColumn({ name: `C${column}` });
    }
    assert.throws(
      () => builder.addColumn({ name: 'One more' }),
      (error: UsageReportsError) => error.reason === 'tooLarge',
    );
  });
});

describe('a table of uneven rows', () => {
  const cells = fc.array(fc.constantFrom('', '', '', '1', 'x', '2026-11-18', 'True', 'PT1H'), { maxLength: 12 });

  it('has the same cells as one whose rows are filled up with blanks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(cells, { minLength: 1, maxLength: 300 }), async (rows) => {
        const wide = definition(
          (['text', 'number', 'date', 'boolean', 'duration', 'list'] as const).map((type) => ({ name: type, type })),
        );
        const first = ['text', 'number', 'date', 'boolean', 'duration', 'list', 'a', 'b', 'c', 'd', 'e', 'f'];
        // A line without any text is an empty line, and no row.
        const filled = rows.map((row) => ['x', ...row.slice(1)]);
        const file = (lines: readonly (readonly string[])[]) => lines.map((line) => `${line.join(',')}\n`).join('');
        const full = filled.map((row) => Array.from(first, (_, at) => row[at] ?? ''));
        const [short, long] = [await csv(file([first, ...filled]), wide), await csv(file([first, ...full]), wide)];
        assert.deepEqual(texts(short), full);
        assert.deepEqual(short.columns, long.columns);
        assert.deepEqual(short.rows(0, short.rowCount), long.rows(0, long.rowCount));
      }),
      { numRuns: 60 },
    );
  });

  it('has the same cells in JSON, whichever properties a row has', async () => {
    const item = fc.dictionary(
      fc.constantFrom('user', 'a', 'b', 'c', '__proto__', 'constructor'),
      fc.constantFrom('', '1', 'x'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 200 }), async (items) => {
        const table = await json([{ value: [{ user: '' }, ...items] }], report);
        const seen = texts(table)
          .slice(1)
          .map((row) => row.filter((text) => text !== '').sort());
        assert.deepEqual(
          seen,
          items.map((each) =>
            Object.values(each)
              .filter((text) => text !== '')
              .sort(),
          ),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('unique names', () => {
  /** As simple as can be: counts up from 2 for each name. */
  function uniqueSlowly(given: readonly string[]): string[] {
    const taken = new Set<string>();
    return given.map((name) => {
      let unique = name;
      for (let n = 2; taken.has(unique.toLowerCase()); n++) {
        unique = `${name} (${n})`;
      }
      taken.add(unique.toLowerCase());
      return unique;
    });
  }

  it('are those that counting up would find', () => {
    const name = fc.constantFrom('X', 'x', 'X (2)', 'X (3)', 'x (2)', 'X (2) (2)', 'Y', '(2)', '');
    fc.assert(
      fc.property(fc.array(name, { maxLength: 60 }), (given) => {
        const unique = new UniqueNames();
        assert.deepEqual(
          given.filter((each) => each !== '').map((each) => unique.make(each)),
          uniqueSlowly(given.filter((each) => each !== '')),
        );
      }),
    );
  });

  it('are the columns of a file with equal names', async () => {
    const table = await csv(`User${',X'.repeat(500)}\n1\n`, report);
    assert.deepEqual(names(table).slice(0, 4), ['User', 'X', 'X (2)', 'X (3)']);
    assert.equal(new Set(names(table)).size, 501);
  });
});
