import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  MAX_COLUMNS,
  MAX_NESTING,
  MAX_RECORD_BYTES,
  MAX_ROWS,
  maxAddedCells,
} from '../../../src/core/table/store/limits.js';
import { MAX_PAGE_BYTES, MAX_PAGES, MAX_REPORT_BYTES } from '../../../src/shared/sizeLimits.js';
import { checkoutRoot } from '../../support/host/checkout.mjs';

const root = checkoutRoot();
const page = readFileSync(path.join(root, 'SECURITY.md'), 'utf8');

/** The rows of all tables with this header, each with its two cells. */
function tables(left: string, right: string): (readonly [string, string])[] {
  const rows: (readonly [string, string])[] = [];
  let isInside = false;
  for (const line of page.split('\n')) {
    const [first, second, ...others] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    isInside = first === left && second === right ? true : isInside && line.startsWith('|');
    if (isInside && first !== left && !/^-+$/.test(first ?? '')) {
      assert.ok(first !== undefined && second !== undefined && others.length === 0, line);
      rows.push([first, second]);
    }
  }
  return rows;
}

describe('SECURITY.md', () => {
  it('names for each promise tests that exist, and no promise twice', () => {
    const promises = tables('Promise', 'Tests');
    assert.ok(promises.length > 25, `${promises.length} promises`);
    assert.equal(new Set(promises.map(([promise]) => promise)).size, promises.length);
    for (const [promise, tests] of promises) {
      const files = tests.split(', ').map((file) => file.replace(/^`(.*)`$/, '$1'));
      for (const file of files) {
        assert.match(file, /^test\/.*\.test\.ts$/, promise);
        assert.ok(existsSync(path.join(root, file)), `${file}, of: ${promise}`);
      }
    }
  });

  it('names every fuzz test', () => {
    const folder = 'test/unit/fuzz';
    const tests = readdirSync(path.join(root, folder)).filter((name) => name.endsWith('.test.ts'));
    assert.ok(tests.length > 3);
    assert.deepEqual(
      tests.filter((name) => !page.includes(`${folder}/${name}`)),
      [],
    );
  });

  it('states the limits that the code has', () => {
    const stated = tables('Limit', 'At most').map(([name, most]) => [name, Number(most.replaceAll(',', ''))]);
    assert.deepEqual(Object.fromEntries(stated), {
      'Bytes of a report, unpacked': MAX_REPORT_BYTES,
      'Bytes of a page of JSON': MAX_PAGE_BYTES,
      'Pages of a report': MAX_PAGES,
      Columns: MAX_COLUMNS,
      Rows: MAX_ROWS,
      'Bytes of a record of CSV': MAX_RECORD_BYTES,
      'Objects within objects in JSON': MAX_NESTING,
      'Blank cells that have to be made, for a small file': maxAddedCells(0),
    });
  });
});
