import assert from 'node:assert/strict';
import { columnIndexAt, nearestPoint, sparkline } from '../../../media/common/charts/drawing/sparkline.js';

describe('sparkline', () => {
  it('spans the box from the first day to the last', () => {
    const trendSparkline = sparkline([0, 5, 10]);
    assert.deepEqual(
      [0, 1, 2].map((index) => trendSparkline.x(index)),
      [0, 50, 100],
    );
    assert.ok(trendSparkline.y(10) < trendSparkline.y(0));
  });

  it('breaks the line at a blank instead of drawing a zero', () => {
    const trendSparkline = sparkline([4, 5, null, 5, 4]);
    assert.equal(trendSparkline.line.match(/M/g)?.length, 2);
    assert.deepEqual(trendSparkline.isolated, []);
  });

  it('names values that no line would show', () => {
    assert.deepEqual(sparkline([1, null, 2, null, null, 3, 4]).isolated, [0, 2]);
    assert.deepEqual(sparkline([7]).isolated, [0]);
  });

  it('fills an area only from a true zero', () => {
    assert.notEqual(sparkline([1, 10]).area, undefined);
    assert.equal(sparkline([990, 1000]).area, undefined);
    assert.equal(sparkline([-5, 5]).area, undefined);
  });

  it('uses the height for a series that only wavers', () => {
    const trendSparkline = sparkline([990, 1000]);
    assert.ok(trendSparkline.y(990) - trendSparkline.y(1000) > 80);
  });

  it('draws constants, zeros and nothing without NaN', () => {
    for (const values of [[5, 5, 5], [0, 0], [], [null, null], [3]]) {
      const trendSparkline = sparkline(values);
      assert.ok(!trendSparkline.line.includes('NaN'), JSON.stringify(values));
      assert.ok(values.length === 0 || Number.isFinite(trendSparkline.x(0)));
    }
    assert.equal(sparkline([0, 0]).y(0), 96);
    assert.equal(sparkline([5, 5]).y(5), 50);
    assert.equal(sparkline([null]).line, '');
  });
});

describe('finding a point', () => {
  it('takes the nearest point of a line', () => {
    assert.deepEqual(
      [-1, 0, 0.24, 0.26, 1, 2].map((fraction) => nearestPoint(fraction, 3)),
      [0, 0, 0, 1, 2, 2],
    );
  });

  it('takes the column under the pointer', () => {
    assert.deepEqual(
      [-1, 0, 0.24, 0.26, 0.99, 1].map((fraction) => columnIndexAt(fraction, 4)),
      [0, 0, 0, 1, 3, 3],
    );
  });
});
