import { decodeLocally } from '../../../../src/services/tables/decodeLocally.js';
import type { TableHandle } from '../../../../src/services/tables/tableHandle.js';
import { decodeInWorker } from '../../../../src/services/tables/workerTable.js';
import { chunksOf, csvFile, everyType } from '../../core/table/support.js';

/** A file with a column of each type, whose texts come again and again. @param count the number of a row */
export function fileOfEveryType(rowCount: number, count: (row: number) => number): string {
  return csvFile([
    ['Name', 'Count', 'Day', 'Flag', 'Products', 'Talk'],
    ...Array.from({ length: rowCount }, (_, row) => [
      `user${row % 700}`,
      row % 7 === 0 ? '' : String(count(row)),
      `2026-1${row % 2}-0${(row % 9) + 1}`,
      row % 3 === 0 ? 'True' : '',
      ['', 'A', 'A+B', 'B+C'][row % 4] ?? '',
      row % 5 === 0 ? 'PT1M' : '',
    ]),
  ]);
}

/** The same file as a table in a worker and here. What a test opens or keeps is closed after it. */
export function tablesInBoth(text: string) {
  const tables: TableHandle[] = [];
  const keep = <T extends TableHandle>(table: T): T => {
    tables.push(table);
    return table;
  };
  afterEach(() => tables.splice(0).forEach((table) => table.dispose()));
  return {
    keep,
    there: async () => keep(await decodeInWorker(chunksOf(text), 'csv', everyType)),
    here: async () => keep(await decodeLocally(chunksOf(text), 'csv', everyType)),
  };
}
