import type { Column } from '../../table/store/column.js';
import type { Texts } from '../../table/store/textPool.js';
import { DictionaryColumnBuilder } from '../../table/store/dictionaryColumn.js';
import { NOBODY } from '../../table/store/nameIndex.js';
import { userColumns, type UserNames } from '../../catalog/userColumns.js';
import { deletionColumns } from './deletionColumns.js';
import { firstSeenColumn } from './firstSeen.js';
import { COLUMN } from './joinedColumns.js';
import type { NamedColumn, UsersToMake } from './namedColumn.js';
import { identifies } from './identifyingText.js';
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

/** Of users whom no report names. */
const NO_TEXTS: Texts = [''];

/** Names or IDs, as the newest report of each user writes them. */
function namesColumn(reports: readonly PlacedReport[], count: number, naming: keyof UserNames): Column {
  const builder = new DictionaryColumnBuilder('text');
  const withNames = newestFirst(reports).flatMap(({ users, kept }) => {
    const column = kept.column(userColumns(kept.definition)?.[naming] ?? '');
    return column?.storage === 'dictionary' ? [{ users, ...column }] : [];
  });
  /** Which of these reports names each user, from 1 on, and the code of the name there. */
  const namedBy = new Uint8Array(count);
  const codeOf = new Uint32Array(count);
  for (const [at, { users, codes, texts }] of withNames.entries()) {
    for (let row = 0; row < users.length; row++) {
      const user = users[row] ?? NOBODY;
      const code = codes[row] ?? 0;
      if (user >= 0 && namedBy[user] === 0 && code !== 0 && identifies(texts, code)) {
        namedBy[user] = at + 1;
        codeOf[user] = code;
      }
    }
  }
  const texts = [NO_TEXTS, ...withNames.map((column) => column.texts)];
  for (let user = 0; user < count; user++) {
    builder.addTextOf(texts[namedBy[user] ?? 0] ?? NO_TEXTS, codeOf[user] ?? 0);
  }
  return builder.finish();
}
