import type { CopyFormat, Notice, RowsPart, TenantFacts } from './report.js';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type { ColumnInfo, TableView } from '../report.js';

/** Every message between the extension host and the page that shows what changed between two snapshots. */

/** What became of a row, in the order in which it is shown. */
export const changeKinds = ['changed', 'added', 'gone'] as const;

export type ChangeKind = (typeof changeKinds)[number];

export interface SnapshotDiffSide {
  /** Period or day, in words. */
  readonly parameter: string;
  readonly refreshDate: IsoDate | null;
  readonly fetchedAt: IsoInstant;
  readonly rowCount: number;
}

export interface SnapshotDiffTab {
  readonly kind: ChangeKind;
  readonly label: string;
  readonly count: number;
  readonly columns: readonly ColumnInfo[];
}

/** Everything but the rows. Texts are already in the user's language. */
export interface SnapshotDiffSummary {
  readonly title: string;
  /** Graph function name. */
  readonly name: string;
  readonly product: string;
  readonly connection: TenantFacts;
  readonly before: SnapshotDiffSide;
  readonly after: SnapshotDiffSide;
  readonly unchanged: number;
  /** False where single rows could not be compared at all; a notice says why. */
  readonly comparable: boolean;
  readonly matchedBy: readonly string[];
  readonly ignored: readonly string[];
  readonly changedColumns: readonly { readonly name: string; readonly rows: number }[];
  readonly notices: readonly Notice[];
  readonly tabs: readonly SnapshotDiffTab[];
}

export type SnapshotDiffHostMessage =
  | {
      readonly type: 'difference';
      readonly summary: SnapshotDiffSummary;
      readonly tab: ChangeKind;
      readonly view: TableView;
    }
  /**
   * A window of rows of the tab that was chosen last. A row of the tab `changed` has the cells of its columns, then the names of the
   * columns that changed as a list, then for each column what it said before.
   */
  | ({ readonly type: 'rows'; readonly requestId: number } & RowsPart);

export type SnapshotDiffMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'chooseTab'; readonly tab: ChangeKind }
  | {
      readonly type: 'getRows';
      readonly requestId: number;
      readonly view: TableView;
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly type: 'copyRows';
      readonly view: TableView;
      readonly rows?: readonly number[];
      readonly format?: CopyFormat;
    }
  | { readonly type: 'export' }
  | { readonly type: 'openSnapshot'; readonly side: 'before' | 'after' };
