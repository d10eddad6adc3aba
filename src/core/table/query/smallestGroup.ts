import type { TimeSlicer } from '../../../base/timeSlicer.js';
import type { LeftOut } from '../../../shared/query/provenance.js';
import type { ReportDefinition } from '../../catalog/definition.js';
import { userColumns } from '../../catalog/userColumns.js';
import type { ColumnarTable } from '../store/columnarTable.js';
import { distinctValues } from './distinctValues.js';
import type { Groups } from './grouping.js';

/** Groups, and the rows that they are of, by position as their ids. */
interface GroupsOfRows extends Groups {
  readonly rows: Uint32Array;
}

/**
 * Which groups are shown, and how many are not: those of fewer users than `least`, or of fewer rows where they are not about users.
 *
 * @param sizes rows of each group
 * @throws the slicer's `AbortError`
 */
export async function largeGroups(
  table: ColumnarTable,
  groups: GroupsOfRows,
  sizes: Uint32Array,
  least: number,
  { definition, slicer }: { readonly definition?: ReportDefinition; readonly slicer: TimeSlicer },
): Promise<{ readonly shown: Uint32Array; readonly small: LeftOut }> {
  const counted = least > 1 ? ((await usersOf(table, groups, definition, slicer)) ?? sizes) : sizes;
  const shown = new Uint32Array(sizes.length);
  let [count, small, rows] = [0, 0, 0];
  for (const [group, size] of sizes.entries()) {
    if ((counted[group] ?? 0) >= least) {
      shown[count++] = group;
    } else {
      small++;
      rows += size;
    }
  }
  return { shown: shown.slice(0, count), small: { reason: 'smallGroups', groups: small, rows } };
}

/**
 * How many users each group is about; `undefined` where its rows are about none. A user has several rows where a file has several periods, or a
 * table several days: they are no more people for that.
 */
async function usersOf(
  table: ColumnarTable,
  groups: GroupsOfRows,
  definition: ReportDefinition | undefined,
  slicer: TimeSlicer,
): Promise<Uint32Array | undefined> {
  const users = definition && userColumns(definition);
  const names = users?.isSubject === true ? [users.principalName, users.id] : [];
  const index = names.map((name) => (name === undefined ? -1 : table.columnIndex(name))).find((place) => place >= 0);
  const [info, column] = index === undefined ? [] : [table.columns[index], table.data[index]];
  return info === undefined || column === undefined
    ? undefined
    : distinctValues({ info, column }, groups.rows, groups, slicer);
}
