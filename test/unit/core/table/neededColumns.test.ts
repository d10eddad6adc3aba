import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeCsv } from '../../../../src/core/table/csv/decodeCsv.js';
import { fuzz } from '../../../support/fuzz.js';
import { chunksOf, csvFile, everyType } from './support.js';

describe('a CSV file of which some columns are needed', () => {
  const cell = fc.constantFrom(
    '',
    '1',
    '2026-11-01',
    'True',
    'A+B',
    'PT1M',
    'x, "y"',
    'D41D8CD98F00B204E9800998ECF8427E',
  );
  const header = [...everyType.columns.map(({ name }) => name), 'New', ''];

  fuzz(
    'has these, with the cells of the whole file, and lacks the others',
    100,
    fc.tuple(
      fc.array(fc.array(cell, { minLength: 1, maxLength: header.length + 2 }), { maxLength: 12 }),
      fc.subarray(header, { minLength: 1 }),
    ),
    async ([rows, needed]) => {
      const text = csvFile([header, ...rows]);
      const whole = await decodeCsv(chunksOf(text), everyType);
      const part = await decodeCsv(chunksOf(text), everyType, { isNeeded: (name) => needed.includes(name) });
      const kept = whole.columns.flatMap(({ name }, at) => (needed.includes(name) ? [at] : []));
      assert.deepEqual(
        part.columns,
        kept.map((at) => whole.columns[at]),
      );
      assert.equal(part.rowCount, whole.rowCount);
      assert.deepEqual(
        part.rows(0, part.rowCount),
        whole.rows(0, whole.rowCount).map((cells) => kept.map((at) => cells[at])),
      );
    },
  );
});
