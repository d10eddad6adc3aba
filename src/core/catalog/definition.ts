import type { ColumnType, Unit } from '../../shared/report.js';

export type GraphVersion = 'v1.0' | 'beta';
export type Format = 'csv' | 'json';
export type Period = 'D7' | 'D30' | 'D60' | 'D90' | 'D180' | 'ALL';

/**
 * - `daily-series`: one row per report date (and second key, where there is one).
 * - `detail`: one row per user, site, group or mailbox.
 * - `distribution`: one row of counts for the whole period.
 * - `current-state`: counts of the current state.
 */
export type ReportKind = 'daily-series' | 'detail' | 'distribution' | 'current-state';

export interface ProductDefinition {
  /** Short id, e.g. `teams`. */
  readonly id: string;
  /** Name people know, e.g. `Microsoft Teams`. */
  readonly title: string;
  /** Earlier titles, which a search still finds. */
  readonly formerTitles?: readonly string[];
  /** Codicon name, e.g. `comment-discussion`. */
  readonly icon: string;
  /** Why reports of this product can be empty although everything works (a retired service), in one sentence. */
  readonly retired?: string;
}

export interface ColumnDefinition {
  /** Name in the CSV header as documented. */
  readonly name: string;
  /** Other spellings of the header that mean the same column, e.g. `Guest Count` for `External Member Count`. */
  readonly aliases?: readonly string[];
  /** Property name in beta JSON, without the nesting; absent where JSON does not have the column. */
  readonly json?: string;
  readonly type: ColumnType;
  readonly unit?: Unit;
  /** Only where not every version sends the column. */
  readonly versions?: readonly GraphVersion[];
  /** True where only JSON carries the column: a CSV without it is complete. */
  readonly onlyJson?: true;
  /** True where the column names a person, group or site, so that a tenant's privacy setting may conceal it. */
  readonly identity?: true;
}

/**
 * Two columns of which one is a part: of both together (`rest`) or of the other (`whole`). Exactly one of `rest` and `whole` is there.
 * A part is drawn before its whole, and with its share.
 */
export interface ShareDefinition {
  /** What the whole is of, e.g. `Exchange`; empty where the row or the report says it. */
  readonly label: string;
  /** Column that counts the part. */
  readonly part: string;
  /** Column that counts all others. */
  readonly rest?: string;
  /** Column that counts all, those of the part included. */
  readonly whole?: string;
  /** What those of the part are, where it is not active. */
  readonly parts?: 'activated';
}

/** Columns of a detail report that say the same of different things, such as which devices somebody used: they are drawn as one picture. */
export interface ColumnGroup {
  /** Names the picture; no column has this name. */
  readonly label: string;
  /** Yes-or-no columns, or such whose cells are blank where it does not hold. `label` is the column's name where it is absent. */
  readonly bars: readonly { readonly column: string; readonly label?: string }[];
}

export interface ReportDefinition {
  /** Graph function name, e.g. `getTeamsUserActivityCounts`. */
  readonly name: string;
  /** Old spellings that must still find the report. */
  readonly aliases?: readonly string[];
  /** The admin center's name of the report, then what its rows are, e.g. `Mailbox usage, mailbox details`. */
  readonly title: string;
  /** Earlier titles, which a search still finds. */
  readonly formerTitles?: readonly string[];
  readonly description: string;
  /** A {@link ProductDefinition.id}. */
  readonly product: string;
  readonly kind: ReportKind;
  readonly versions: readonly GraphVersion[];
  /** Path below the version where it is not `/reports/<name>`, e.g. `/copilot/reports/<name>`. */
  readonly path?: string;
  /** Empty for the three activation functions, which take no parameter. */
  readonly periods: readonly Period[];
  readonly acceptsDate: boolean;
  /** Formats the version can answer in. */
  readonly formats: Readonly<Partial<Record<GraphVersion, readonly Format[]>>>;
  /** Versions whose URL takes `$format`. v1.0 mostly refuses it with 400. */
  readonly formatOption: readonly GraphVersion[];
  /** Versions documented to answer `If-None-Match`. */
  readonly ifNoneMatch: readonly GraphVersion[];
  /** Property of each JSON item that holds the rows, e.g. `userCounts`; absent where the items are the rows. */
  readonly jsonRows?: string;
  /** Names of the columns that tell one row from another: the day, and a second key where there is one. Empty where unknown. */
  readonly keys: readonly string[];
  /** Columns that are drawn as parts of wholes; absent where there are none. */
  readonly shares?: readonly ShareDefinition[];
  /** Of detail reports: columns that are one picture together. */
  readonly groups?: readonly ColumnGroup[];
  /** Of detail reports: columns and groups that tell most of the report and get a card, four at most. The others have their headers. */
  readonly cards?: readonly string[];
  /** In the order of the newest documented CSV. */
  readonly columns: readonly ColumnDefinition[];
  /** National clouds whose metadata publish the function; `global` always. */
  readonly clouds: readonly ('global' | 'usgov' | 'usgovdod' | 'china')[];
}
