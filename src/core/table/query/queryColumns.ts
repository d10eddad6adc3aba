import { nearestText } from '../../../base/nearestText.js';
import { invalidQuery } from '../../../shared/query/invalidQuery.js';
import type { ColumnInfo } from '../../../shared/report.js';
import type { ReportDefinition } from '../../catalog/definition.js';
import type { Column } from '../store/column.js';
import type { ColumnarTable } from '../store/columnarTable.js';
import { normalizeName } from '../store/columnNames.js';

/** Names that somebody reads in a sentence. The joined table of users has ninety. */
const MAX_NAMES = 12;

/** A column that a query names. */
export interface FoundColumn {
  readonly index: number;
  readonly info: ColumnInfo;
  readonly column: Column;
}

/** Finds the columns of a table by the names that a query has for them. */
export class QueryColumns {
  readonly #table: ColumnarTable;
  readonly #definition: Pick<ReportDefinition, 'columns'> | undefined;

  /** @param definition if it is known, columns have the other names of the catalog as well */
  constructor(table: ColumnarTable, definition: Pick<ReportDefinition, 'columns'> | undefined) {
    this.#table = table;
    this.#definition = definition;
  }

  /**
   * @param path of the name in the query
   * @throws UsageReportsError `invalidRequest` with the nearest name
   */
  find(name: string, path: string): FoundColumn {
    const found = this.#indexOf(name);
    const [info, column] = [this.#table.columns[found], this.#table.data[found]];
    if (info === undefined || column === undefined) {
      throw noColumn(name, path, this.#table.columns);
    }
    return { index: found, info, column };
  }

  #indexOf(name: string): number {
    const index = this.#table.columnIndex(name);
    if (index >= 0) {
      return index;
    }
    const wanted = normalizeName(name);
    const defined = this.#definition?.columns.find((column) =>
      [column.name, ...(column.aliases ?? [])].some((spelling) => normalizeName(spelling) === wanted),
    );
    return (
      [defined?.name, ...(defined?.aliases ?? [])]
        .map((spelling) => (spelling === undefined ? -1 : this.#table.columnIndex(spelling)))
        .find((place) => place >= 0) ?? -1
    );
  }
}

/** @param columns those that there are */
export function noColumn(name: string, path: string, columns: readonly Pick<ColumnInfo, 'name'>[]) {
  const names = columns.map((column) => column.name);
  const nearest = nearestText(name, names);
  const shown = names.slice(0, MAX_NAMES).map((one) => `"${one}"`);
  const others = names.length - shown.length;
  const advice =
    nearest === undefined
      ? `Its columns are ${shown.join(', ') || 'none'}${others === 0 ? '' : `, and ${others} more`}.`
      : `Do you mean "${nearest}"?`;
  return invalidQuery(path, `The table has no column "${name}". ${advice}`);
}
