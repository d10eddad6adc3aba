import type { IsoDate } from '../base/dates.js';
import type { CellValue, ColumnInfo } from './report.js';

/** What one row of a report says about a user, sorted into what people look for. Nothing blank is in it. */
export interface UserFacts {
  /** `Last Activity Date`: the last ever, not the last within the period. */
  readonly lastActivity?: IsoDate;
  readonly isDeleted?: boolean;
  readonly deletedOn?: IsoDate;
  /** Products, as the service spells them; absent where the report has no such column or says nothing. */
  readonly products?: readonly string[];
  /** Services with a license and services without, from columns like `Has Teams License`. */
  readonly licensed: readonly string[];
  readonly unlicensed: readonly string[];
  /** Numbers that are not 0, durations, days and texts, in the report's order. */
  readonly figures: readonly { readonly column: ColumnInfo; readonly value: CellValue }[];
  /** Columns of numbers that are 0. */
  readonly zeros: readonly ColumnInfo[];
  /** Labels of the columns that say yes to a device, an app or a browser, without `Used `. */
  readonly used: readonly string[];
  /** Labels of the other columns that say yes, like `Has Archive`, and of those that say no. */
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

/** What one row says, and about what. */
export interface UserEntry extends UserFacts {
  /** What it is about where it is not the user: the site or the group that the user owns. */
  readonly label?: string;
}
