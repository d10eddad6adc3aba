import type { RowSpan } from '../../../shared/report.js';

/**
 * The rows of a table at some places of a view, in the order of the spans. Places behind the last row are left out.
 *
 * @param order rows of the view; absent where it has all rows in the order of the file
 */
export function rowsAt(spans: readonly RowSpan[], order: Uint32Array | undefined, rowCount: number): Uint32Array {
  const length = order?.length ?? rowCount;
  const inView = spans
    .map(({ start, end }) => ({ start, end: Math.min(end, length) }))
    .filter(({ start, end }) => start < end);
  const [first] = inView;
  if (order !== undefined && first !== undefined && inView.length === 1) {
    // No copy: it may be a million rows.
    return order.subarray(first.start, first.end);
  }
  const rows = new Uint32Array(inView.reduce((sum, { start, end }) => sum + end - start, 0));
  let count = 0;
  for (const { start, end } of inView) {
    for (let place = start; place < end; place++) {
      rows[count++] = order === undefined ? place : (order[place] ?? 0);
    }
  }
  return rows;
}
