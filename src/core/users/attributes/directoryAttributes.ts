import { type IsoDate, isDataDay } from '../../../base/dates.js';
import { TEXT_COST, type TimeSlicer } from '../../../base/timeSlicer.js';
import { concatBytes } from '../../../base/bytes.js';
import type { CellValue, ColumnType } from '../../../shared/report.js';
import { DIRECTORY_USER, SIGN_IN, SUBSCRIBED_SKU } from '../../directory/datasets.js';
import { productOfSku } from '../../catalog/productSkus.js';
import { type ColumnarTable, columnarOf } from '../../table/store/columnarTable.js';
import { joinList } from '../../table/store/lists.js';
import { NameIndex } from '../../table/store/nameIndex.js';
import { namesOfRows } from '../../table/store/namesOfRows.js';
import type { ReportTable } from '../../table/store/table.js';
import type { AttributeColumn, AttributesFile } from './attributesFile.js';

/** What is archived of a directory: users, sign-ins, or both. */
export interface DirectoryTables {
  /** Day of the request for {@link users}; of that for {@link signIns} where there are no users. */
  readonly day: IsoDate;
  /** Absent if it is not archived: then whom a sign-in is about is what the sign-ins say. */
  readonly users?: ReportTable;
  /** When users signed in; absent if it is not archived. */
  readonly signIns?: ReportTable;
  /** Day of the request for {@link signIns}. */
  readonly signInsDay?: IsoDate;
  /** What was bought, by which licenses are called; absent if it is not archived. */
  readonly skus?: ReportTable;
}

/** The columns that the directory adds to a table. Where a person's file has the same, they are called the same. */
const DIRECTORY_ATTRIBUTE = {
  accountEnabled: 'Account Enabled',
  licenses: 'Assigned Licenses',
} as const;

const ofUser = (from: string, name = from, type: ColumnType = 'text') => ({ from, name, type });
const COLUMNS = [
  ofUser(DIRECTORY_USER.department),
  ofUser(DIRECTORY_USER.company),
  ofUser(DIRECTORY_USER.country),
  ofUser(DIRECTORY_USER.office, 'Office Location'),
  ofUser(DIRECTORY_USER.employeeType),
  ofUser(DIRECTORY_USER.accountEnabled, DIRECTORY_ATTRIBUTE.accountEnabled, 'boolean'),
  ofUser(DIRECTORY_USER.userType),
  ofUser(DIRECTORY_USER.created, 'Account Created', 'date'),
  ofUser(DIRECTORY_USER.assignedSkus, DIRECTORY_ATTRIBUTE.licenses, 'list'),
] as const;
const SIGN_INS = [SIGN_IN.last, SIGN_IN.lastNonInteractive, SIGN_IN.lastSuccessful] as const;

/** Rows that are written before others have their turn. */
const ROWS_AT_ONCE = 500;

/**
 * What the directory says of users, in the form in which a person's file says it: tables are joined to both in the same way.
 *
 * A blank cell is a value that was not sent, or a day that cannot be one. Of a sign-in that never says that there was none.
 *
 * @throws the slicer's `AbortError`
 */
export async function directoryAttributes(
  { day, users, signIns, signInsDay = day, skus }: DirectoryTables,
  slicer: TimeSlicer,
): Promise<AttributesFile> {
  const named = users ?? signIns;
  if (named === undefined) {
    throw new RangeError('A directory of which nothing is archived has no attributes.');
  }
  const signInRows =
    users === undefined || signIns === undefined
      ? undefined
      : await rowsInOther(users, DIRECTORY_USER.id, signIns, SIGN_IN.id, slicer);
  const products = productsOf(skus);
  // The columns that say who a row is about have the same names in both.
  const place = (name: string) => named.columnIndex(name);
  const [id, principalName] = [place(DIRECTORY_USER.id), place(DIRECTORY_USER.principalName)];
  const columns = users === undefined ? [] : COLUMNS;
  const attributes: AttributeColumn[] = [
    ...columns.map(({ name, type }) => ({ column: name, name, type })),
    ...(signIns === undefined
      ? []
      : SIGN_INS.map((name) => ({ column: name, name, type: 'date' as const, day: signInsDay }))),
  ];
  const encoder = new TextEncoder();
  const lines = (cells: readonly string[]) => `${cells.map(quoted).join(',')}\r\n`;
  const parts = [
    encoder.encode(lines([DIRECTORY_USER.id, DIRECTORY_USER.principalName, ...attributes.map(({ column }) => column)])),
  ];
  const places = columns.map(({ from, type }) => ({ at: place(from), type }));
  const signInPlaces = signIns === undefined ? [] : SIGN_INS.map((name) => signIns.columnIndex(name));
  const write = (from: number, to: number) => {
    let text = '';
    for (let row = from; row < to; row++) {
      const signInRow = users === undefined ? row : (signInRows?.[row] ?? -1);
      text += lines([
        named.text(row, id),
        principalName < 0 ? '' : named.text(row, principalName),
        ...places.map(({ at, type }) => (at < 0 ? '' : cellText(named.value(row, at), type, day, products))),
        ...signInPlaces.map((at) =>
          at < 0 || signInRow < 0 || signIns === undefined
            ? ''
            : cellText(signIns.value(signInRow, at), 'date', signInsDay, products),
        ),
      ]);
    }
    parts.push(encoder.encode(text));
  };
  for (let from = 0; from < named.rowCount; from += ROWS_AT_ONCE) {
    write(from, Math.min(from + ROWS_AT_ONCE, named.rowCount));
    await slicer.spend(ROWS_AT_ONCE * attributes.length * TEXT_COST);
  }
  return {
    name: '',
    directoryDay: day,
    content: {
      bytes: concatBytes(parts),
      keys: { id: DIRECTORY_USER.id, principalName: DIRECTORY_USER.principalName },
      attributes,
    },
  };
}

/**
 * The row of another table with the same ID, for each row; below 0 without. Of several the last counts.
 * @throws the slicer's `AbortError`
 */
async function rowsInOther(
  table: ReportTable,
  id: string,
  other: ReportTable,
  otherId: string,
  slicer: TimeSlicer,
): Promise<Int32Array> {
  const ids = new NameIndex();
  const numbersIn = (of: ColumnarTable, column: string) =>
    namesOfRows(of.data[of.columnIndex(column)], of.rowCount, ids, slicer);
  const otherNumbers = await numbersIn(columnarOf(other), otherId);
  const rows = new Int32Array(ids.length);
  otherNumbers.forEach((number, row) => (rows[number] = row));
  const numbers = await numbersIn(columnarOf(table), id);
  return numbers.map((number) => rows[number] ?? -1);
}

/** The names of products by SKU, as reports write them. */
function productsOf(skus: ReportTable | undefined): (skuId: string) => string {
  const names = new Map<string, string>();
  if (skus !== undefined) {
    const [id, partNumber] = [skus.columnIndex(SUBSCRIBED_SKU.id), skus.columnIndex(SUBSCRIBED_SKU.partNumber)];
    for (let row = 0; row < skus.rowCount; row++) {
      names.set(skus.text(row, id), productOfSku(skus.text(row, id), skus.text(row, partNumber)));
    }
  }
  return (skuId) => names.get(skuId) ?? productOfSku(skuId, '');
}

/** @param day of the request: a day can be no later */
function cellText(value: CellValue, type: ColumnType, day: IsoDate, productOf: (skuId: string) => string): string {
  if (value === null) {
    return '';
  }
  if (typeof value === 'object') {
    return joinList(value.map(productOf));
  }
  if (typeof value === 'boolean') {
    return value ? 'True' : 'False';
  }
  if (type !== 'date') {
    return String(value);
  }
  // The time of day is left out: nothing is counted by it. Who never signed in may have 0001-01-01.
  const date = String(value).slice(0, 10);
  return isDataDay(date, day) ? date : '';
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
