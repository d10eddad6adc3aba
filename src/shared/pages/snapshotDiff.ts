import { array, boolean, literal, nullable, object, optional, picklist, strictObject, string, variant } from 'valibot';
import { changeKinds } from '../diff.js';
import type { EventOf, MessageOf, OutputOf } from './channel.js';
import { GRID_ACTIONS } from '../tableActions.js';
import { copyRowsEntries, getCellStatistics, getRows, notice, tenantFacts } from './common.js';
import { columnInfo, index, tableView } from './schemas.js';

/** What the page that shows what changed between two snapshots and its panel say to each other. */

const changeKind = picklist(changeKinds);
const texts = array(string());

const snapshotDiffSide = object({
  /** Period or day, in words. */
  parameter: string(),
  refreshDate: nullable(string()),
  fetchedAt: string(),
  /** Name of the file that a person added to the archive; absent if the service sent it. */
  addedFrom: optional(string()),
  rowCount: index,
});

const snapshotDiffTab = object({
  kind: changeKind,
  label: string(),
  count: index,
  columns: array(columnInfo),
  /** Indexes of the columns that name users. */
  userColumns: array(index),
});

/** Everything but the rows. Texts are already in the user's language. */
const snapshotDiffSummary = object({
  title: string(),
  /** Graph function name. */
  name: string(),
  product: string(),
  connection: tenantFacts,
  before: snapshotDiffSide,
  after: snapshotDiffSide,
  unchanged: index,
  /** False where single rows could not be compared at all; a notice says why. */
  comparable: boolean(),
  matchedBy: texts,
  ignored: texts,
  changedColumns: array(object({ name: string(), rows: index })),
  notices: array(notice),
  tabs: array(snapshotDiffTab),
});

const event = variant('type', [
  object({ type: literal('diff'), summary: snapshotDiffSummary, tab: changeKind, view: tableView }),
  /** What was chosen in the context menu of the table; without `row` in that of a header. */
  object({ type: literal('actOnTable'), action: picklist(GRID_ACTIONS), row: optional(index), column: index }),
  /** The rows can no longer be read. The message `reopen` compares the snapshots again. */
  object({ type: literal('tableLost') }),
]);

const message = variant('type', [
  strictObject({ type: literal('chooseTab'), tab: changeKind }),
  strictObject({ type: literal('copyRows'), ...copyRowsEntries }),
  strictObject({ type: literal('export') }),
  strictObject({ type: literal('reopen') }),
  strictObject({ type: literal('openSnapshot'), side: picklist(['before', 'after']) }),
]);

export const snapshotDiffProtocol = {
  event,
  message,
  requests: {
    /**
     * Rows of the tab that was chosen last. A row of the tab `changed` has the cells of its columns, then the names of the columns
     * that changed as a list, then for each column what it said before.
     */
    getRows,
    /** What cells of that tab come to: what they say now, or said last. */
    getCellStatistics,
  },
};

export type SnapshotDiffProtocol = typeof snapshotDiffProtocol;
export type SnapshotDiffEvent = EventOf<SnapshotDiffProtocol>;
export type SnapshotDiffMessage = MessageOf<SnapshotDiffProtocol>;
export type SnapshotDiffSide = OutputOf<typeof snapshotDiffSide>;
export type SnapshotDiffTab = OutputOf<typeof snapshotDiffTab>;
export type SnapshotDiffSummary = OutputOf<typeof snapshotDiffSummary>;
