import type { Notice, TenantFacts } from './report.js';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type { CellValue, ColumnInfo } from '../report.js';

/** Every message between the extension host and the page about one person. Nothing of it is ever kept. */

/** What one row of a report says about a person, sorted into what people look for. Nothing blank is in it. */
export interface UserFacts {
  /** `Last Activity Date`: the last ever, not the last within the period. */
  readonly lastActivity?: IsoDate;
  readonly isDeleted?: boolean;
  readonly deletedOn?: IsoDate;
  /** Products, as the service spells them; absent where the report has no such column or says nothing. */
  readonly products?: readonly string[];
  /** Services with a licence and services without, from columns like `Has Teams License`. */
  readonly licensed: readonly string[];
  readonly unlicensed: readonly string[];
  /** Numbers that are not 0, durations, days and texts, in the report's order. */
  readonly figures: readonly { readonly column: ColumnInfo; readonly value: CellValue }[];
  /** Names of numbers that are 0. */
  readonly zeros: readonly string[];
  /** Names of the columns that say yes to a device, an app or a browser, without `Used `. */
  readonly used: readonly string[];
  /** Names of the other columns that say yes, like `Has Archive`, and of those that say no. */
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

/** What one row says, and about what. */
export interface UserEntry extends UserFacts {
  /** What it is about where it is not the person: the site or the group that the person owns. */
  readonly label?: string;
}

/** What one report says. */
export interface UserCard {
  /** Sent back in `openReport`. */
  readonly id: string;
  readonly title: string;
  readonly product: string;
  /** Codicon name. */
  readonly icon: string;
  /** Period or day in words. */
  readonly parameter: string;
  readonly refreshDate: IsoDate | null;
  /** Whole days between the refresh date and today in UTC. */
  readonly refreshAgeDays: number | null;
  readonly fetchedAt: IsoInstant;
  /** True where the rows are of things that the person owns. */
  readonly owns: boolean;
  readonly entries: readonly UserEntry[];
  /** Rows that are not among the entries, because there are too many. */
  readonly more: number;
}

/** A report that says nothing about the person, and why. */
export interface UserReportGap {
  /** Sent back in `fetch`. */
  readonly id: string;
  readonly title: string;
  readonly product: string;
  readonly icon: string;
  readonly why: 'notFetched' | 'notFound' | 'concealed' | 'unreadable';
  /** Period or day, where something was fetched. */
  readonly parameter?: string;
  readonly refreshDate?: IsoDate | null;
}

export interface UserSummary {
  readonly connection: TenantFacts;
  readonly heading: string;
  readonly displayName?: string;
  readonly principalName?: string;
  readonly id?: string;
  /** The last activity of all, and in which report. */
  readonly lastActivity?: { readonly date: IsoDate; readonly product: string };
  readonly isDeleted?: boolean;
  readonly deletedOn?: IsoDate;
  readonly products: readonly string[];
  readonly licensed: readonly string[];
  readonly storage: readonly { readonly product: string; readonly bytes: number }[];
  readonly cards: readonly UserCard[];
  readonly gaps: readonly UserReportGap[];
  readonly notices: readonly Notice[];
}

export type UserSearchHostMessage =
  | { readonly type: 'person'; readonly summary: UserSummary }
  /** Something is being fetched or searched; what is on screen stays. Absent text: done. */
  | { readonly type: 'busy'; readonly text?: string };

export type UserSearchMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'openReport'; readonly id: string }
  | { readonly type: 'fetch'; readonly ids: readonly string[] }
  | { readonly type: 'cancel' }
  | { readonly type: 'copy' }
  | { readonly type: 'findAnother' };
