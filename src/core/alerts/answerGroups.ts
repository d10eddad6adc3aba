import { keyNames } from '../../shared/query/groupColumnNames.js';
import type { Query } from '../../shared/query/query.js';
import { normalizeName } from '../table/store/columnNames.js';
import type { CellValue } from '../../shared/report.js';
import type { Answer } from './judgement.js';

/** A row of an answer, by what its group is. */
export interface AnswerRow {
  /** Empty where the query has no groups. */
  readonly group: string;
  readonly label: string;
  readonly cells: readonly CellValue[];
}

/**
 * Index of a column in an answer; the last one where none is named, which is the amount that a query names last. A column of a file may have
 * another name than the query has for it: then the place in the query counts.
 */
export function columnAt({ columns }: Answer, query: Query, name: string | undefined): number | undefined {
  if (name === undefined) {
    return columns.length === 0 ? undefined : columns.length - 1;
  }
  const isNamed = (one: string) => normalizeName(one) === normalizeName(name);
  const index = columns.findIndex((column) => isNamed(column.name));
  const asked = index >= 0 ? index : (query.columns ?? []).findIndex(isNamed);
  return asked < 0 || asked >= columns.length ? undefined : asked;
}

/** @param except columns that are no group, although they are among the keys */
export function rowsOf({ columns, rows }: Answer, query: Query, except: readonly number[] = []): readonly AnswerRow[] {
  const keyCount = (query.groupBy ?? []).reduce((count, key) => count + keyNames(key, key.column).length, 0);
  const keys = columns.flatMap((_, index) => (index < keyCount && !except.includes(index) ? [index] : []));
  return rows.map((cells) => {
    const values = keys.map((index) => cells[index] ?? null);
    return {
      group: values.length === 0 ? '' : JSON.stringify(values),
      label: values.map(cellLabel).join(', '),
      cells,
    };
  });
}

/** What a group is called. A blank has no name of its own. */
function cellLabel(cell: CellValue): string {
  return cell === null ? '–' : typeof cell === 'object' ? cell.join(' + ') : String(cell);
}
