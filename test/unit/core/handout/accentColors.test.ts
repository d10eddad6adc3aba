import assert from 'node:assert/strict';
import fc from 'fast-check';
import { accentColors, PAPER } from '../../../../src/core/handout/files/accentColors.js';
import { contrast } from '../../../webview/support/contrast.js';

/** Red, green, and blue of `#rrggbb`. */
function parts(color: string): readonly number[] {
  assert.match(color, /^#[\da-f]{6}$/);
  return [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16));
}

describe('the accent color of a document to hand on', () => {
  it('stands out from light and from dark paper, whatever color was asked for', () => {
    fc.assert(
      fc.property(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)), (asked) => {
        const made = accentColors(`#${asked.map((part) => part.toString(16).padStart(2, '0')).join('')}`);
        for (const paper of ['light', 'dark'] as const) {
          assert.ok(contrast(parts(made[paper]), parts(PAPER[paper])) >= 3, `${made[paper]} on ${paper}`);
          const isReadable = contrast(asked, parts(PAPER[paper])) >= 3;
          assert.equal(parts(made[paper]).join() === asked.join(), isReadable, 'one that can be seen stays as it is');
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is the own one where none was asked for, or something that is no color', () => {
    assert.deepEqual(accentColors(undefined), accentColors('red;}</style>'));
  });
});
