import type { Format } from '../../../src/shared/format/format.js';
import type { ReportSummary } from '../../../src/shared/pages/report.js';
import { formatText } from '../../../src/shared/format/formatText.js';
import { texts } from '../base/texts.js';
import type { GridStatus } from './grid/gridStatus.js';

/**
 * How many rows there are, and how many of them the filters let through.
 *
 * @param readShare of the report that has been read, where `summary` is of its first rows; `undefined` if nobody knows how long it is
 * @param step what is being done until all rows are there
 */
export function rowCountText(
  { partial, partialText, rowCount }: Pick<ReportSummary, 'rowCount' | 'partial' | 'partialText'>,
  {
    isFiltered,
    status,
    readShare,
    step = '',
  }: { isFiltered: boolean; status: GridStatus; readShare?: number | undefined; step?: string | undefined },
  format: Format,
): string {
  if (partialText !== undefined) {
    return `${partialText} ${step}`;
  }
  if (partial === true) {
    return readShare === undefined
      ? formatText(texts.partialRows, format.count(rowCount))
      : formatText(texts.partialRowsOf, format.count(rowCount), format.percent(readShare));
  }
  return !isFiltered || status.rowCount === undefined || status.stale
    ? format.plural(texts.rows, rowCount)
    : format.plural(texts.rowsOf, rowCount, format.count(status.rowCount));
}
