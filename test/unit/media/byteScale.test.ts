import fc from 'fast-check';
import assert from 'node:assert/strict';
import { byteScale, labelWithUnit } from '../../../src/shared/format/byteScale.js';
import type { ColumnFacts } from '../../../src/shared/report.js';
import { createFormat } from '../../../src/shared/format/format.js';
import { formatCell } from '../../../media/common/base/format/formatCell.js';
import { amountText, parseAmount } from '../../../media/common/table/filters/amounts.js';
import { shownColumns } from '../../../media/common/table/shownColumns.js';

const format = createFormat('en');
const [MB, GB, TB] = [1024 ** 2, 1024 ** 3, 1024 ** 4];
const storage = { name: 'Storage Used (Byte)', type: 'number', unit: 'bytes', known: true } as const;

/** What the host says of a column with these amounts. */
function factsOf(amounts: readonly number[]): ColumnFacts {
  const low = [...amounts].filter((amount) => amount > 0).sort((a, b) => a - b)[Math.floor(amounts.length / 20)];
  return { largest: Math.max(...amounts), ...(low === undefined ? {} : { fifthPercentile: low }) };
}

/** Headers and cells of a column of storage with these amounts. */
function shown(...amounts: readonly number[]): readonly string[] {
  const [column] = shownColumns([storage], [factsOf(amounts)], format);
  const cells = amounts.map((amount) => formatCell(amount, column!, format).text);
  return [column?.label ?? '', ...cells];
}

describe('bytes in a column', () => {
  it('have one unit, which the header says', () => {
    const many = Array.from({ length: 40 }, () => 20 * MB);
    assert.deepEqual(shown(1.5 * GB, 20 * MB, 0, 1, ...many).slice(0, 5), [
      ...['Storage Used (GB)', '1.50', '0.02', '0', '<0.01'],
    ]);
    assert.deepEqual(shown(700 * GB), ['Storage Used (GB)', '700.00']);
    assert.deepEqual(shown(2 * TB, 3 * GB), ['Storage Used (GB)', '2,048.0', '3.0']);
    assert.deepEqual(shown(12 * TB), ['Storage Used (GB)', '12,288.0']);
    assert.deepEqual(shown(120 * TB), ['Storage Used (TB)', '120.00']);
    assert.deepEqual(shown(900, 5), ['Storage Used (bytes)', '900', '5']);
    assert.deepEqual(shown(0), ['Storage Used (bytes)', '0']);
  });

  it('have a smaller unit where the usual one would say of many of them that they are less than its last decimal', () => {
    assert.deepEqual(shown(90 * GB, 2 * MB), ['Storage Used (MB)', '92,160.0', '2.0']);
    assert.deepEqual(shown(25 * TB, 100 * GB, 2 * GB), ['Storage Used (GB)', '25,600.0', '100.0', '2.0']);
  });

  it('have each its own unit where no unit says something of almost all of them', () => {
    assert.deepEqual(shown(300 * TB, 100 * GB, 2 * GB), ['Storage Used', '300\u00a0TB', '100\u00a0GB', '2\u00a0GB']);
    assert.deepEqual(shown(200 * GB, 2 * MB, 3 * MB), ['Storage Used', '200\u00a0GB', '2\u00a0MB', '3\u00a0MB']);
  });

  it('are exact in the tooltip', () => {
    const [column] = shownColumns([storage], [{ largest: 2 * GB }], format);
    assert.equal(formatCell(1_503_238_553, column!, format).title, '1,503,238,553 bytes');
  });

  it('and other numbers have as many decimals each as the column has, so that they stand one below the other', () => {
    const share = { name: 'Quota Used (%)', type: 'number', unit: 'count', decimals: true, known: true } as const;
    const texts = (decimalPlaces?: 0 | 1 | 2) => {
      const [column] = shownColumns([share], [decimalPlaces === undefined ? {} : { decimalPlaces }], format);
      return [55.5, 1, 1234].map((value) => formatCell(value, column!, format).text);
    };
    assert.deepEqual(texts(1), ['55.5', '1.0', '1,234.0']);
    assert.deepEqual(texts(0), ['56', '1', '1,234'], 'the host says 0 where all are whole');
    assert.deepEqual(texts(), ['55.5', '1', '1,234'], 'while nothing is known of the column');
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
    const scale = byteScale(3 * GB) ?? assert.fail();
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
        const [low, high] = [Math.min(left, right), Math.max(left, right)];
        const scale = byteScale(high);
        assert.ok(scale !== undefined);
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
