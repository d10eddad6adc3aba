import type { ColumnChoices } from '../../../../src/shared/pages/columnChoices.js';
import { columnLabel, type ColumnInfo } from '../../../../src/shared/report.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { isolated } from '../../base/format/formatCell.js';
import { formatText } from '../../../../src/shared/format/formatText.js';
import { texts } from '../../base/texts.js';
import type { ArrangeColumns } from '../grid/arrangeColumns.js';
import { placeFor } from '../grid/columnLayout.js';
import type { Arrangement } from './arrangement.js';

/** Whose columns are arranged. */
export interface ArrangerHost {
  readonly arrangement: Arrangement;
  readonly columns: readonly ColumnInfo[];
  readonly format: Format | undefined;
  readonly changeColumnChoices: (choices: ColumnChoices) => void;
  /** Says something to those who do not see it. */
  announce(text: string): void;
  openColumnsMenu(): void;
}

/** Arranges the columns otherwise, and says what has become of them. */
export function columnArranger(host: ArrangerHost): ArrangeColumns {
  const nameOf = (column: number) => isolated(columnLabel(host.columns[column] ?? { name: '' }), 120);
  const change = (choices: ColumnChoices, text: string) => {
    if (choices !== host.arrangement.choices) {
      host.changeColumnChoices(choices);
      host.announce(text);
    }
  };
  return {
    move: (column, position) => {
      const { layout } = host.arrangement;
      const at = placeFor(layout, layout.shown.indexOf(column), position) + 1;
      const count = (number: number) => host.format?.count(number) ?? '';
      const text = formatText(texts.columnMoved, nameOf(column), count(at), count(layout.shown.length));
      change(host.arrangement.withMoved(column, position), text);
    },
    hide: (column) => change(host.arrangement.withShown(column, false), formatText(texts.columnHidden, nameOf(column))),
    pin: (column, isPinned) =>
      change(
        host.arrangement.withPinned(column, isPinned),
        formatText(isPinned ? texts.columnPinned : texts.columnUnpinned, nameOf(column)),
      ),
    setWidth: (column, width) => host.changeColumnChoices(host.arrangement.withWidth(column, width)),
    choose: () => host.openColumnsMenu(),
  };
}
