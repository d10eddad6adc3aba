import type { Column } from '../../table/store/column.js';
import type { Texts } from '../../table/store/textPool.js';
import { DictionaryColumnBuilder } from '../../table/store/dictionaryColumn.js';
import { userColumns, type UserNames } from '../../catalog/userColumns.js';
import { deletionColumns } from './deletionColumns.js';
import { firstSeenColumn } from './firstSeen.js';
import { COLUMN } from './joinedColumns.js';
import type { NamedColumn, UsersToMake } from './namedColumn.js';
import { identifies } from './identifyingText.js';
import { newestFirst, type PlacedReport } from './placedReport.js';
import { productsColumn } from './productsColumn.js';
import { UsersLeft } from './usersLeft.js';

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

/** Of users whom no report names. */
const NO_TEXTS: Texts = [''];

/** Names or IDs, as the newest report of each user writes them. */
function namesColumn(reports: readonly PlacedReport[], count: number, naming: keyof UserNames): Column {
  const builder = new DictionaryColumnBuilder('text');
  /** By the number of a report, from 1 on. */
  const textsOf: Texts[] = [NO_TEXTS];
  /** Which report names each user, and the code of the name there. */
  const namedBy = new Uint8Array(count);
  const codeOf = new Uint32Array(count);
  const unnamed = new UsersLeft(count);
  for (const report of newestFirst(reports)) {
    const column = report.kept.column(userColumns(report.kept.definition)?.[naming] ?? '');
    if (column?.storage !== 'dictionary') {
      continue;
    }
    const { codes, texts } = column;
    const number = textsOf.push(texts) - 1;
    unnamed.ask(report, (user, row) => {
      const code = codes[row] ?? 0;
      const isNamed = code !== 0 && identifies(texts, code);
      if (isNamed) {
        namedBy[user] = number;
        codeOf[user] = code;
      }
      return isNamed;
    });
  }
  for (let user = 0; user < count; user++) {
    builder.addTextOf(textsOf[namedBy[user] ?? 0] ?? NO_TEXTS, codeOf[user] ?? 0);
  }
  return builder.finish();
}
