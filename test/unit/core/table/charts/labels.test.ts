import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SeriesChart } from '../../../../../src/shared/report.js';
import { MAX_LABEL_CHARACTERS, shortLabel } from '../../../../../src/core/table/charts/labels.js';
import { definition } from '../support.js';
import { number, text, date, charts } from './support.js';

describe('labels of charts', () => {
  const long = 'x'.repeat(1_000_000);

  it('stay short for long cells, and stay different', async () => {
    const texts = [`${long}a`, `${long}b`, `${long}a`, 'Sales'];
    const detail = definition([text('Department'), { name: 'Products', type: 'list' }]);
    const rows = texts.map((cell) => [cell, `${cell}+E3`]);
    const [departments, products] = await charts(['Department', 'Products'], [...rows, ...rows], detail);
    assert.ok(JSON.stringify([departments, products]).length < 3_000);
    assert.ok(departments?.kind === 'topValues' && products?.kind === 'topValues');
    assert.deepEqual(
      departments.values.map(({ count, cut }) => [count, cut]),
      [
        [4, true],
        [2, true],
        [2, undefined],
      ],
    );
    assert.equal(new Set(departments.values.map(({ label }) => label)).size, 3);
    assert.deepEqual(
      products.values.map(({ count }) => count),
      [8, 4, 2, 2],
    );
  });

  it('are the same in every chart, so that a history finds its lines', async () => {
    const keyed = definition([text('Site'), number('Files'), date('Report Date')], {
      kind: 'daily-series',
      keys: ['Site', 'Report Date'],
    });
    const keysOf = async (day: string) => {
      const series = (await charts(
        ['Site', 'Files', 'Report Date'],
        [
          [`${long}a`, '1', day],
          [`${long}b`, '2', day],
        ],
        keyed,
      )) as SeriesChart[];
      return series.map(({ key }) => key ?? '');
    };
    const keys = await keysOf('2026-11-17');
    assert.deepEqual(keys, await keysOf('2026-11-18'));
    assert.equal(new Set(keys).size, 2);
    assert.ok(keys.every((key) => key.length <= MAX_LABEL_CHARACTERS));
    const [bars] = await charts(
      ['Product', long.slice(0, 1_000)],
      [
        ['Word', '1'],
        ['Excel', '2'],
      ],
      definition([], { kind: 'current-state' }),
    );
    assert.equal(bars?.kind === 'bars' && bars.label.length, MAX_LABEL_CHARACTERS);
  });

  it('are never cut within a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 290, maxLength: 700 }), (name) => {
        const label = shortLabel(name);
        assert.ok(label.length <= MAX_LABEL_CHARACTERS && !/\p{Surrogate}/u.test(label));
        assert.equal(label === name, name.length <= MAX_LABEL_CHARACTERS);
      }),
    );
  });
});
