import { type IsoInstant, isDataDay, isIsoDate } from '../../base/dates.js';
import type { UserFacts } from '../../shared/userFacts.js';
import { type CellValue, type ColumnInfo, columnLabel } from '../../shared/report.js';
import { isReportMetadata, normalizeName } from '../table/store/columnNames.js';
import type { ReportTable } from '../table/store/table.js';

/** Normalized names of columns that the page shows in a place of their own, or not at all. */
const columnsShownElsewhere: ReadonlySet<string> = new Set([
  'report refresh date',
  'report period',
  'user principal name',
  'display name',
  'user id',
  'owner principal name',
  'owner display name',
  'last activity date',
  'is deleted',
  'deleted date',
  'assigned products',
  'tenant display name',
  'shared channel tenant display names',
]);
/** Matches the name of a column that says whether the user has a license for a service. */
const licensePattern = /^has (.+) license$/i;

/**
 * Sorts the cells of a row for display. A last activity or a deletion on a day that cannot be right is a figure like any other.
 *
 * @param fetchedAt when the file was fetched
 */
export function userFacts(table: ReportTable, row: number, fetchedAt: IsoInstant): UserFacts {
  const value = (name: string) => table.value(row, table.columnIndex(name));
  const date = (name: string) => {
    const day = value(name);
    return typeof day === 'string' && isDataDay(day, fetchedAt) ? day : undefined;
  };
  const facts = {
    licensed: [] as string[],
    unlicensed: [] as string[],
    figures: [] as { column: ColumnInfo; value: CellValue }[],
    zeros: [] as ColumnInfo[],
    used: [] as string[],
    yes: [] as string[],
    no: [] as string[],
  };
  const isImplausible = (cell: CellValue, { type, name }: ColumnInfo) =>
    type === 'date' &&
    !isReportMetadata(name) &&
    typeof cell === 'string' &&
    isIsoDate(cell) &&
    date(name) === undefined;
  table.columns.forEach((column, index) => {
    const cell = table.value(row, index);
    if (cell === null || (columnsShownElsewhere.has(normalizeName(column.name)) && !isImplausible(cell, column))) {
      return;
    }
    if (typeof cell === 'boolean') {
      const service = licensePattern.exec(column.name)?.[1];
      if (service !== undefined) {
        facts[cell ? 'licensed' : 'unlicensed'].push(licensePattern.exec(columnLabel(column))?.[1] ?? service);
      } else if (/^(is|has) /i.test(column.name)) {
        facts[cell ? 'yes' : 'no'].push(columnLabel(column));
      } else if (cell) {
        facts.used.push(columnLabel(column).replace(/^Used /, ''));
      }
    } else if (cell === 0) {
      facts.zeros.push(column);
    } else {
      facts.figures.push({ column, value: cell });
    }
  });
  const deleted = value('Is Deleted');
  const products = value('Assigned Products');
  return {
    lastActivity: date('Last Activity Date'),
    isDeleted: typeof deleted === 'boolean' ? deleted : undefined,
    deletedOn: date('Deleted Date'),
    products: Array.isArray(products) ? (products as readonly string[]) : undefined,
    ...facts,
  };
}
