import assert from 'node:assert/strict';
import fc from 'fast-check';
import { comparedTexts } from '../../../../src/core/handout/comparedTexts.js';
import type { Unit } from '../../../../src/shared/report.js';
import { createFormat } from '../../../../src/shared/format/format.js';
import { roundedRatio } from '../../../../src/shared/format/roundedRatio.js';

const format = createFormat('en', 'UTC');
/** As it is read: its blanks break no line. */
const compared = (...[before, after, unit]: [number, number, Unit]) => {
  const texts = comparedTexts(before, after, unit, format);
  return [texts.before, texts.after].map((text) => text.replaceAll('\u00a0', ' '));
};
const SIZES: Readonly<Record<string, number>> = {
  B: 1,
  KB: 2 ** 10,
  MB: 2 ** 20,
  GB: 2 ** 30,
  TB: 2 ** 40,
  PB: 2 ** 50,
};

/** A number with its unit, as somebody reads it who has nothing else. */
function read(text: string): number {
  const [amount = '', unit = ''] = text.split(' ');
  return Number(amount.replaceAll(',', '')) * (SIZES[unit] ?? 1);
}

describe('two values beside the percentage of their change', () => {
  it('have the figures that it takes, and no more', () => {
    const tb = 2 ** 40;
    assert.deepEqual(compared(3.0351 * tb, 3.1079 * tb, 'bytes'), ['3.035 TB', '3.108 TB']);
    assert.deepEqual(compared(886 * 2 ** 30, 889 * 2 ** 30, 'bytes'), ['886 GB', '889 GB']);
    assert.deepEqual(compared(10.89, 11.95, 'count'), ['10.89', '11.95']);
    assert.deepEqual(compared(3713.4, 3338.6, 'count'), ['3,713', '3,339']);
    assert.deepEqual(compared(1524, 1584, 'minutes'), ['25.4 hr', '26.4 hr']);
  });

  it('come to that percentage, whatever they are', () => {
    const amounts = fc.double({ min: 2 ** 20, max: 2 ** 50, noNaN: true });
    fc.assert(
      fc.property(amounts, fc.double({ min: -0.5, max: 0.9, noNaN: true }), (value, change) => {
        // At the border of two tenths no number of figures tells which.
        fc.pre(Math.abs(((Math.abs(change) * 1000) % 1) - 0.5) > 0.01);
        const [before = '', after = ''] = compared(value, value * (1 + change), 'bytes');
        assert.ok(
          Math.abs(roundedRatio(read(after) / read(before) - 1) - roundedRatio(change)) < 1e-9,
          `${before}, ${after}`,
        );
      }),
    );
  });
});
