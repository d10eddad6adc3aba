import type { IsoDate } from '../base/dates.js';
import { type Catalog, fullTitle } from '../core/catalog/catalog.js';
import type { JoinedSnapshot } from '../core/export/exportInput.js';

/** A report that a table can be put together from, and what became of it. */
interface Source extends Partial<Omit<JoinedSnapshot, 'title' | 'comparedWith'>> {
  readonly report: string;
  readonly state: string;
  readonly refreshDate: IsoDate | null;
  readonly rowCount: number;
  readonly earlier?: readonly { readonly state: string; readonly refreshDate: IsoDate | null }[];
}

/** The snapshots that a table has rows or columns of, as files name them. */
export function joinedSnapshots(
  { sources }: { readonly sources: readonly Source[] },
  catalog: Catalog,
): readonly JoinedSnapshot[] {
  return sources.flatMap(({ report, state, period, refreshDate, fetchedAt, rowCount, earlier = [] }) => {
    if (state !== 'used' || fetchedAt === undefined) {
      return [];
    }
    const definition = catalog.find(report);
    const comparedWith = earlier.flatMap((one) => (one.state === 'used' ? (one.refreshDate ?? []) : []));
    return {
      ...{ title: definition === undefined ? report : fullTitle(definition, catalog), report, period },
      ...{ refreshDate, fetchedAt, rowCount },
      ...(comparedWith.length === 0 ? {} : { comparedWith }),
    };
  });
}
