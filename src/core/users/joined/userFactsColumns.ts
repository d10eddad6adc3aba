import type { Column } from '../../table/store/column.js';
import { columnBuilder } from '../../table/store/columnBuilder.js';
import { isIdentifyingName } from '../../../shared/concealedNames.js';
import { userColumns, type UserNames } from '../../catalog/userColumns.js';
import { deletionColumns } from './deletionColumns.js';
import { firstSeenColumn } from './firstSeen.js';
import { COLUMN } from './joinedColumns.js';
import type { NamedColumn, UsersToMake } from './namedColumn.js';
import { newestFirst, type PlacedReport } from './placedReport.js';
import { productsColumn } from './productsColumn.js';

/** Who the users are: their names, whether they are deleted, their products, and since when they are known. */
export function* userColumnsOf(reports: readonly PlacedReport[], { count }: UsersToMake): Generator<NamedColumn> {
  yield [COLUMN.principalName, namesColumn(reports, count, 'principalName')];
  yield [COLUMN.displayName, namesColumn(reports, count, 'displayName')];
  yield [COLUMN.id, namesColumn(reports, count, 'id')];
  const { isDeleted, days } = deletionColumns(reports, count);
  yield [COLUMN.isDeleted, isDeleted];
  yield [COLUMN.deletedDate, days];
  yield [COLUMN.products, productsColumn(reports, count)];
  yield [COLUMN.firstSeen, firstSeenColumn(reports, count)];
}

/** Names or IDs, as the newest report of each user writes them. */
function namesColumn(reports: readonly PlacedReport[], count: number, naming: keyof UserNames): Column {
  const withNames = reports.flatMap((report) => {
    const column = report.kept.column(userColumns(report.kept.definition)?.[naming] ?? '');
    return column === undefined ? [] : [{ ...report, column }];
  });
  const texts = new Array<string>(count).fill('');
  newestFirst(withNames, ({ column }, row, user) => {
    if (texts[user] === '') {
      const text = column.text(row);
      texts[user] = isIdentifyingName(text) ? text : '';
    }
  });
  const builder = columnBuilder('text');
  texts.forEach((text) => builder.add(text));
  return builder.finish();
}
