import type { Format } from '../../../../src/shared/format/format.js';
import type { ShownColumn } from '../../../../src/shared/format/byteScale.js';
import { isolated, ownText } from '../../base/format/formatCell.js';
import { texts } from '../../base/texts.js';

/** A value of a `values` filter as the table shows it. */
export function valueLabel(value: string, column: ShownColumn, format: Format): string {
  if (column.ownTexts === true) {
    return isolated(ownText(value, format), 60);
  }
  if (column.type === 'boolean' && (value === 'True' || value === 'False')) {
    return value === 'True' ? texts.yes : texts.no;
  }
  return value === '' ? texts.emptyLabel : isolated(value, 60);
}
