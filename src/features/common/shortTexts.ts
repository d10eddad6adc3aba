import type { RevisedValue } from '../../shared/history.js';
import type { CellValue } from '../../shared/report.js';
import { shortLabel, truncateText } from '../../core/table/charts/labels.js';

/** Characters of one cell that a page gets. */
const MAX_CELL_CHARACTERS = 4_000;

/** Cells as a page needs them: nobody reads more in a table, and a copy or export has the whole cell. */
export function shortCells(cells: readonly CellValue[]): CellValue[] {
  return cells.map((cell) =>
    typeof cell === 'string' ? shortText(cell) : Array.isArray(cell) ? shortList(cell as readonly string[]) : cell,
  );
}

/** Revised values as a page lists them. */
export function shortRestated(values: readonly RevisedValue[]): RevisedValue[] {
  return values.map((value) => ({
    ...value,
    key: shortLabel(value.key),
    column: shortLabel(value.column),
    before: value.before === null ? null : shortText(value.before),
    after: value.after === null ? null : shortText(value.after),
  }));
}

function shortText(text: string): string {
  return text.length > MAX_CELL_CHARACTERS ? `${truncateText(text, MAX_CELL_CHARACTERS)}…` : text;
}

/** The members that fit, and `…` where there are more. */
function shortList(members: readonly string[]): readonly string[] {
  let room = MAX_CELL_CHARACTERS;
  const fitting: string[] = [];
  for (const member of members) {
    if (room <= 0) {
      return [...fitting, '…'];
    }
    fitting.push(member.length > room ? `${truncateText(member, room)}…` : member);
    // With a comma and a space between them, so that a list of empty members ends as well.
    room -= member.length + 2;
  }
  return fitting;
}
