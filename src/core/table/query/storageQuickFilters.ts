import type { ColumnInfo, QuickFilter } from '../../../shared/report.js';
import { isTrue, NEAR_QUOTA, SHARED_MAILBOX, withoutDeleted } from './quickFilterParts.js';

/** What is full within so many days, somebody has to see to. */
const FULL_WITHIN_DAYS = 90;
/** A shared mailbox needs a license above so many bytes: 50 GB. */
const UNLICENSED_LIMIT = 50 * 1024 ** 3;

/**
 * Quick filters of the table of storage, see `core/storage`, as far as it knows what they ask for.
 *
 * @param isKnown whether a column says something of any row
 * @returns `undefined` for any other table
 */
export function storageQuickFiltersOf(
  columns: readonly ColumnInfo[],
  isKnown: (column: number) => boolean,
): QuickFilter[] | undefined {
  const named = new Map(columns.map(({ name }, index) => [name, index]));
  if (!named.has('Growth per Month (Byte)') || !named.has('Days Left')) {
    return undefined;
  }
  const known = (name: string) => {
    const index = named.get(name);
    return index === undefined || !isKnown(index) ? undefined : index;
  };
  const [used, quota, growth] = [known('Storage Used (Byte)'), known('Quota (Byte)'), known('Growth per Month (Byte)')];
  const [daysLeft, recipient, deleted] = [known('Days Left'), known('Recipient Type'), known('Is Deleted')];
  const present: QuickFilter[] = [];
  if (used !== undefined && quota !== undefined) {
    present.push({ kind: 'nearQuota', filters: [{ column: used, kind: 'share', of: [quota], above: NEAR_QUOTA }] });
  }
  if (daysLeft !== undefined) {
    const filters = [{ column: daysLeft, kind: 'range', to: FULL_WITHIN_DAYS }] as const;
    present.push({ kind: 'fullWithin', days: FULL_WITHIN_DAYS, filters });
  }
  if (growth !== undefined) {
    const filters = [{ column: growth, kind: 'range', from: 1 }] as const;
    present.push({ kind: 'largestGrowth', filters, sort: [{ column: growth, descending: true }] });
  }
  if (used !== undefined && recipient !== undefined) {
    present.push({
      kind: 'sharedNearLimit',
      filters: [
        { column: recipient, kind: 'values', values: SHARED_MAILBOX },
        { column: used, kind: 'range', from: NEAR_QUOTA * UNLICENSED_LIMIT },
      ],
    });
  }
  if (deleted === undefined) {
    return present;
  }
  const withStorage: QuickFilter[] =
    used === undefined
      ? []
      : [{ kind: 'deletedStorage', filters: [isTrue(deleted), { column: used, kind: 'range', from: 1 }] }];
  return [...present.map((quick) => withoutDeleted(quick, deleted)), ...withStorage];
}
