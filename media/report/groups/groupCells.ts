import type { Grouping, GroupingKey, Groups } from '../../../src/shared/pages/grouping.js';
import type { CellValue } from '../../../src/shared/report.js';
import { amountText, formatCell, type CellFormatter, type FormattedCell } from '../../common/base/format/formatCell.js';
import { dayKeyText } from '../../../src/shared/format/cellTexts.js';
import type { ShownColumn } from '../../../src/shared/format/byteScale.js';
import type { Format } from '../../../src/shared/format/format.js';
import { texts } from '../../common/base/texts.js';
import { unitOf } from '../../../src/shared/measures.js';
import { reportTexts } from '../reportTexts.js';

/** What the cells of a grouped table look like: a key that follows from a value says what it stands for. */
export function groupCells({ keys }: Grouping, { keyWidths }: Pick<Groups, 'keyWidths'>): CellFormatter {
  const keyAt = keyWidths.flatMap((width, key) => Array.from({ length: width }, () => keys[key]));
  return (cells, index, column, format) =>
    keyCell(cells[index], keyAt[index], column, format) ?? formatCell(cells[index], column, format);
}

function keyCell(
  cell: CellValue | undefined,
  key: GroupingKey | undefined,
  column: ShownColumn,
  format: Format,
): FormattedCell | undefined {
  const { within, longer, never, weekdays } = reportTexts.groups;
  if (key === undefined) {
    return undefined;
  }
  const isBlank = cell === null || cell === undefined || cell === '';
  if (key.by === 'range') {
    return typeof cell === 'number'
      ? { text: amountText(cell, column, format), title: format.exact(cell, unitOf(column)), blank: false }
      : undefined;
  }
  const text =
    dayKeyText(isBlank ? '' : String(cell), key.by, { within, longer, never, weekdays }, format) ??
    (isBlank ? texts.blankValue : undefined);
  return text === undefined ? undefined : { text, blank: false };
}

/** The name of a group in words, for the chart: all cells of its keys. */
export function groupName(
  cells: readonly CellValue[],
  { keys }: Grouping,
  { keyWidths }: Pick<Groups, 'keyWidths'>,
  columns: readonly ShownColumn[],
  format: Format,
): string {
  const formatter = groupCells({ keys, measures: [] }, { keyWidths });
  let at = 0;
  const names = keyWidths.map((width) => {
    const parts = Array.from({ length: width }, (_, part) => {
      const column = columns[at + part];
      return column === undefined ? '' : formatter(cells, at + part, column, format).text;
    });
    const isBlank = cells.slice(at, at + width).every((cell) => cell === null);
    at += width;
    return isBlank && width > 1 ? texts.blankValue : parts.join('–');
  });
  return names.join(', ');
}
