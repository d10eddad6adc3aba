import type { CommonTexts } from './commonTexts.js';
import type { OverviewTexts } from './overviewTexts.js';
import type { ReportTexts } from './reportTexts.js';
import type { SnapshotDiffTexts } from './snapshotDiffTexts.js';
import type { TenantsTexts } from './tenantsTexts.js';
import type { UserSearchTexts } from './userSearchTexts.js';

/**
 * Every text of the pages that is no part of a message. The host makes them in the display language and writes them into the page as
 * JSON, so a text is a string and never a function: `{0}`, `{1}` … stand for values.
 */
export interface Texts {
  /** What several pages use. */
  readonly common: CommonTexts;
  readonly report: ReportTexts;
  readonly overview: OverviewTexts;
  readonly snapshotDiff: SnapshotDiffTexts;
  readonly tenants: TenantsTexts;
  readonly userSearch: UserSearchTexts;
}

export type PageName = Exclude<keyof Texts, 'common'>;

/** What one page gets. */
export type PageTexts<P extends PageName> = Pick<Texts, 'common' | P>;

/** Id of the element in which a page finds its texts. */
export const TEXTS_ELEMENT_ID = 'texts';
