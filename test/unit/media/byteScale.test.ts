import fc from 'fast-check';
import assert from 'node:assert/strict';
import { byteScale, labelWithUnit } from '../../../src/shared/format/byteScale.js';
import { createFormat } from '../../../src/shared/format/format.js';
import { formatCell } from '../../../media/common/base/format/formatCell.js';
import { amountText, parseAmount } from '../../../media/common/table/filters/amounts.js';
import { shownColumns } from '../../../media/common/table/shownColumns.js';

const format = createFormat('en');
const [MB, GB, TB] = [1024 ** 2, 1024 ** 3, 1024 ** 4];
const storage = { name: 'Storage Used (Byte)', type: 'number', unit: 'bytes', known: true } as const;

/** Headers and cells of a column of storage with these amounts. */
function shown(...amounts: readonly number[]): readonly string[] {
  const [column] = shownColumns([storage], [{ largest: Math.max(...amounts) }], format);
  const cells = amounts.map((amount) => formatCell(amount, column!, format).text);
  return [column?.label ?? '', ...cells];
}

describe('bytes in a column', () => {
  it('have one unit, which the header says', () => {
    assert.deepEqual(shown(1.5 * GB, 20 * MB, 0, 1), ['Storage Used (GB)', '1.50', '0.02', '0', '<0.01']);
    assert.deepEqual(shown(700 * GB), ['Storage Used (GB)', '700.00']);
    assert.deepEqual(shown(2 * TB, 3 * GB), ['Storage Used (GB)', '2,048.0', '3.0']);
    assert.deepEqual(shown(12 * TB), ['Storage Used (TB)', '12.00']);
    assert.deepEqual(shown(900, 5), ['Storage Used (bytes)', '900', '5']);
    assert.deepEqual(shown(0), ['Storage Used (bytes)', '0']);
  });

  it('are exact in the tooltip', () => {
    const [column] = shownColumns([storage], [{ largest: 2 * GB }], format);
    assert.equal(formatCell(1_503_238_553, column!, format).title, '1,503,238,553 bytes');
  });

  it('keep their units where nothing is known of the column, and other columns keep their labels', () => {
    const [unknown] = shownColumns([storage], [], format);
    assert.deepEqual(
      [unknown?.label, unknown?.scale],
      ['Storage Used', undefined],
      'no unit that is another one later',
    );
    const count = { name: 'File Count', label: 'Files', type: 'number', unit: 'count', known: true } as const;
    assert.deepEqual(shownColumns([count], [{}], format), [count]);
    assert.equal(labelWithUnit('Mailbox size', 'GB'), 'Mailbox size (GB)');
  });

  it('have the unit’s name of the display language', () => {
    const scale = byteScale(3 * GB);
    assert.deepEqual(
      ['en', 'fr', 'ru'].map((language) => createFormat(language).unitName(scale)),
      ['GB', 'Go', 'ГБ'],
    );
    assert.equal(createFormat('de').scaled(1.5 * GB, scale), '1,50');
  });

  it('never say nothing of something, nor order two cells the wrong way', () => {
    const amount = fc.double({ min: 0, max: 1e18, noNaN: true }).map(Math.floor);
    fc.assert(
      fc.property(amount, amount, (left, right) => {
        const scale = byteScale(Math.max(left, right));
        const [low, high] = [Math.min(left, right), Math.max(left, right)];
        const read = (value: number) => Number(format.scaled(value, scale).replace('<', '').replaceAll(',', ''));
        assert.equal(format.scaled(low, scale) === '0', low === 0);
        assert.ok(read(low) <= read(high), `${low} ${high}`);
        assert.ok(Math.abs(read(high) * scale.size - high) <= (scale.size * 10 ** -scale.decimals) / 2 + 1e-6 * high);
      }),
    );
  });

  it('are read in the header’s unit where a filter names none, and written so that they are read the same', () => {
    assert.equal(parseAmount('1.5', 'bytes', 'en', GB), 1.5 * GB);
    assert.equal(parseAmount('300 MB', 'bytes', 'en', GB), 300 * MB);
    fc.assert(
      fc.property(
        fc.nat(2 ** 52).map((quarters) => quarters / 4),
        fc.constantFrom(1, 1024, MB, GB, TB),
        (value, bare) => {
          for (const language of ['en', 'de', 'ru']) {
            const text = amountText(value, 'bytes', language, bare);
            assert.equal(parseAmount(text, 'bytes', language, bare), value, text);
          }
        },
      ),
    );
  });
});
