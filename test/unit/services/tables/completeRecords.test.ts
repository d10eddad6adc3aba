import assert from 'node:assert/strict';
import fc from 'fast-check';
import { completeRecordsLength } from '../../../../src/services/tables/completeRecords.js';
import { bytesOf, csv, csvFile, definition, texts } from '../../core/table/support.js';

describe('completeRecords', () => {
  const kept = (text: string) =>
    new TextDecoder().decode(bytesOf(text).subarray(0, completeRecordsLength(bytesOf(text))));

  it('cuts after the last line break that ends a record', () => {
    assert.equal(kept('a,b\r\n1,2\r\n3,'), 'a,b\r\n1,2\r\n');
    assert.equal(kept('a,b\n1,"x\ny'), 'a,b\n');
    assert.equal(kept('a,b\n1,"x ""q""\ny"\n2'), 'a,b\n1,"x ""q""\ny"\n');
    assert.equal(kept('a\n5" disk\nx\n2'), 'a\n5" disk\nx\n');
    assert.equal(kept('no line break'), '');
    assert.equal(kept('\uFEFF"a\nb",c\n1'), '"a\nb",c\n');
  });

  it('never changes a record that it keeps, wherever the file was cut', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', 'é', ' '), maxLength: 6 });
    const report = definition([
      { name: 'A', type: 'text' },
      { name: 'B', type: 'text' },
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }),
        fc.nat(),
        async (rows, place) => {
          const bytes = bytesOf(csvFile([['A', 'B'], ...rows]));
          const cut = bytes.subarray(0, bytes.length - (place % bytes.length));
          const whole = texts(await csv(bytes, report));
          const length = completeRecordsLength(cut);
          if (length > 0) {
            const part = texts(await csv(cut.subarray(0, length), report));
            assert.deepEqual(part, whole.slice(0, part.length));
            assert.ok(cut.length < bytes.length || part.length === whole.length);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
