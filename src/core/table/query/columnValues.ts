import type { ColumnValues } from '../../../shared/report.js';
import { throwIfAborted } from '../../../base/cancellation.js';
import { yieldToEventLoop } from '../../../base/yieldToEventLoop.js';
import { columnarOf } from '../store/columnarTable.js';
import { foldText } from '../../../base/foldText.js';
import type { ReportTable } from '../store/table.js';
import { textCounts, ValueCounts } from '../store/valueCounts.js';
import type { ShownCells } from './shownCells.js';

/** Values looked at between two yields to the event loop. */
const CHUNK_VALUES = 50_000;
/** Values beyond this number are counted, but not offered: nobody chooses from a longer list without searching. */
const MAX_DISTINCT_VALUES = 100_000;

export interface ColumnValuesOptions {
  /** Rows to count; all by default. */
  readonly rows?: Uint32Array | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly shown?: ShownCells | undefined;
}

/**
 * The values of a column that contain `search` as a page writes them, ignoring case and how accents are composed, with the number of their rows. The most frequent
 * come first, at most `limit`. The values of a list are its members, those of a boolean `True` and `False`. If a column has more than 100,000
 * values, only the first ones in the file are offered, and `matching` may count some twice.
 *
 * @throws the signal's `AbortError`
 */
export async function columnValues(
  table: ReportTable,
  column: number,
  search: string,
  limit: number,
  { rows, signal, shown }: ColumnValuesOptions = {},
): Promise<ColumnValues> {
  const { columns, data } = columnarOf(table);
  const [info, cells] = [columns[column], data[column]];
  if (info === undefined || cells === undefined) {
    return { blank: 0, matching: 0, values: [] };
  }
  const needle = foldText(search);
  const shownText = shown?.(column) ?? ((label: string) => label);
  const isWanted = (label: string) => needle === '' || foldText(shownText(label)).includes(needle);
  const counts = new ValueCounts(info, MAX_DISTINCT_VALUES);
  let seen = 0;
  for (const [text, count] of textCounts(cells, info.type, rows)) {
    if (++seen % CHUNK_VALUES === 0) {
      await yieldToEventLoop();
      throwIfAborted(signal);
    }
    counts.add(text, count, isWanted);
  }
  return { blank: counts.blank, matching: counts.size + counts.further, values: mostFrequent(counts, limit) };
}

function mostFrequent(counts: ValueCounts, limit: number): ColumnValues['values'] {
  let least = 0;
  if (counts.size > limit * 20) {
    // Sorting a million names to show two hundred would block for seconds, so values that are too rare are dropped first.
    const sizes = Uint32Array.from(Array.from(counts, ([, count]) => count)).sort();
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
