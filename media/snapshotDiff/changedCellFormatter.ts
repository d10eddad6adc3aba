import type { CellValue } from '../../src/shared/report.js';
import { formatCell, type CellFormatter, formatPlainCell } from '../common/base/format/formatCell.js';

/**
 * How a cell of a changed row looks: what it said before and what it says now, where that differs. A row has the cells of its columns,
 * then the names of those that changed, then what each said before.
 *
 * @param columnCount columns that are shown
 */
export function changedCellFormatter(columnCount: number): CellFormatter {
  return (cells, index, column, format) => {
    const now = formatPlainCell(cells, index, column, format);
    const changed = cells[columnCount];
    if (!isList(changed) || !changed.includes(column.name)) {
      return now;
    }
    const before = formatCell(cells[columnCount + 1 + index], column, format);
    const [exactBefore, exactNow] = [before.title ?? before.text, now.title ?? now.text];
    return {
      text: `${before.text} → ${now.text}`,
      title: `${exactBefore} → ${exactNow}`,
      ...(before.label === undefined && now.label === undefined
        ? {}
        : { label: `${before.label ?? before.text} → ${now.label ?? now.text}` }),
      blank: false,
      mark: 'changed-cell',
    };
  };
}

function isList(value: CellValue | undefined): value is readonly string[] {
  return Array.isArray(value);
}
