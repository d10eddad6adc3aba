import type { CopyFormat } from '../../../../src/shared/pages/common.js';
import type { TableView } from '../../../../src/shared/report.js';
import type { CellPosition } from './navigation.js';
import type { CopyRequest } from './rowSource.js';
import type { RowSelection } from './selection.js';

export interface CopiedState {
  readonly view: TableView;
  readonly selection: RowSelection;
  readonly active: CellPosition;
  readonly rowCount: number;
}

/** The selected rows, or the active row if none is selected; `undefined` where there is nothing to copy. */
export function copyRequest(
  { view, selection, active, rowCount }: CopiedState,
  format?: CopyFormat,
): CopyRequest | undefined {
  const as = format === undefined ? {} : { format };
  if (selection.isAll(rowCount)) {
    return { view, ...as };
  }
  if (selection.count > 0) {
    return { view, rows: selection.rows(), ...as };
  }
  return active.row >= 0 && rowCount > 0 ? { view, rows: [active.row], ...as } : undefined;
}
