import type { ColumnValues } from '../../../shared/report.js';
import { throwIfAborted } from '../../../base/cancellation.js';
import { yieldToEventLoop } from '../../../base/yieldToEventLoop.js';
import { type Column, countByText } from '../store/column.js';
import { columnarOf } from '../store/columnarTable.js';
import { foldText } from '../../../base/foldText.js';
import { splitList } from '../store/lists.js';
import type { ReportTable } from '../store/table.js';

/** Values looked at between two yields to the event loop. */
const CHUNK_VALUES = 50_000;
/** Values beyond this number are counted, but not offered: nobody chooses from a longer list without searching. */
const MAX_DISTINCT_VALUES = 100_000;

/**
 * The values of a column that contain `search`, ignoring case and how accents are composed, with the number of their rows. The most frequent come first, at most
 * `limit`. The values of a list are its members, those of a boolean `True` and `False`. If a column has more than 100,000 values, only the
 * first ones in the file are offered, and `matching` may count some twice.
 *
 * @throws the signal's `AbortError`
 */
export async function columnValues(
  table: ReportTable,
  column: number,
  search: string,
  limit: number,
  signal?: AbortSignal,
): Promise<ColumnValues> {
  const { columns, data } = columnarOf(table);
  const cells = data[column];
  const type = columns[column]?.type;
  const needle = foldText(search);
  const counts = new Map<string, number>();
  let [blank, seen, further] = [0, 0, 0];
  for (const [text, rows] of cells === undefined ? [] : texts(cells, type === 'boolean')) {
    if (++seen % CHUNK_VALUES === 0) {
      await yieldToEventLoop();
      throwIfAborted(signal);
    }
    if (text === '') {
      blank += rows;
      continue;
    }
    const composed = text.normalize('NFC');
    for (const label of type === 'list' ? new Set(splitList(composed)) : [composed]) {
      if (needle === '' || foldText(label).includes(needle)) {
        const known = counts.get(label);
        if (known === undefined && counts.size >= MAX_DISTINCT_VALUES) {
          further++;
        } else {
          counts.set(label, (known ?? 0) + rows);
        }
      }
    }
  }
  return { blank, matching: counts.size + further, values: mostFrequent(counts, limit) };
}

/** Each text with its number of rows. A text may come more than once. */
function* texts(cells: Column, isBoolean: boolean): Iterable<readonly [text: string, rows: number]> {
  if (cells.storage === 'dictionary') {
    yield* countByText(cells);
    return;
  }
  for (let row = 0; row < cells.length; row++) {
    const value = cells.value(row);
    yield [
      value === null ? '' : isBoolean && typeof value === 'boolean' ? (value ? 'True' : 'False') : cells.text(row),
      1,
    ];
  }
}

function mostFrequent(counts: ReadonlyMap<string, number>, limit: number): ColumnValues['values'] {
  let least = 0;
  if (counts.size > limit * 20) {
    // Sorting a million names to show two hundred would block for seconds, so values that are too rare are dropped first.
    const sizes = Uint32Array.from(counts.values()).sort();
    least = sizes[sizes.length - limit] ?? 0;
  }
  const values: { label: string; count: number }[] = [];
  let ties = limit;
  for (const [label, count] of counts) {
    if (count > least || (count === least && ties-- > 0)) {
      values.push({ label, count });
    }
  }
  return values.sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1)).slice(0, limit);
}
