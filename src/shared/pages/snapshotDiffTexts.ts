import type { ChangeKind } from '../diff.js';
import type { PluralText } from './pluralText.js';

/** Texts of the page that compares two snapshots alone. */
export interface SnapshotDiffTexts {
  readonly older: string;
  readonly newer: string;
  readonly fetched: string;
  /** The name of a file. */
  readonly addedFrom: string;
  readonly open: string;
  readonly exportHint: string;
  readonly actions: string;
  readonly kinds: string;
  readonly unchanged: PluralText;
  readonly matchedBy: string;
  readonly notCompared: string;
  readonly changedColumns: string;
  readonly changedRows: PluralText;
  readonly moreColumns: string;
  readonly noneTitle: Readonly<Record<ChangeKind, string>>;
  readonly noneAtAll: string;
  readonly notComparable: string;
  /** Said of what cells of changed rows come to. */
  readonly newerValues: string;
  readonly gridLabel: string;
  /** Title, how many rows of each kind. */
  readonly opened: string;
}
