import assert from 'node:assert/strict';
import fc from 'fast-check';
import { completeRows } from '../../../../src/services/tables/completeRows.js';

const complete = (text: string) => Buffer.from(completeRows(Buffer.from(text))).toString();

describe('the rows at the beginning of a page of JSON', () => {
  for (const [beginning, page] of [
    ['', ''],
    ['{"value":[', ''],
    ['{"value":[{"a":1', ''],
    ['{"value":[{"a":1}', '{"value":[{"a":1}]}'],
    ['{"value":[{"a":"}]\\"}"},{"b":2', '{"value":[{"a":"}]\\"}"}]}'],
    // A part of a row is no row.
    ['{"value":[{"a":[{"b":1}]},{"a":[{"b":2}', '{"value":[{"a":[{"b":1}]}]}'],
    // One item that holds the rows.
    ['{"value":[{"day":"x","rows":[{"a":1},{"a":2},{"a"', '{"value":[{"day":"x","rows":[{"a":1},{"a":2}]}]}'],
    ['[[[[', ''],
    ['}}]]{', ''],
  ] as const) {
    it(`in ${beginning || 'nothing'} are ${page || 'none'}`, () => assert.equal(complete(beginning), page));
  }

  it('are those of the page, wherever it is cut', () => {
    const rows = fc.array(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.array(fc.string()))));
    fc.assert(
      fc.property(rows, fc.double({ min: 0, max: 1, noNaN: true }), (value, where) => {
        const whole = Buffer.from(JSON.stringify({ '@odata.context': '[{"', value, next: 'x' }));
        const page = Buffer.from(completeRows(whole.subarray(0, Math.floor(whole.length * where)))).toString();
        const found = page === '' ? [] : (JSON.parse(page) as { value: unknown[] }).value;
        assert.deepEqual(found, (JSON.parse(whole.toString()) as { value: unknown[] }).value.slice(0, found.length));
      }),
    );
  });
});
