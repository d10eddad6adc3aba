import type { MicrosoftCloud } from '../../base/clouds.js';
import type { Aggregate, ColumnType, RowNoun, Unit } from '../../shared/report.js';

export type GraphVersion = 'v1.0' | 'beta';
export type Format = 'csv' | 'json';
/** Whose token a request has: that of a signed-in user, or that of an app without a user. */
export type Access = 'delegated' | 'application';
export type Period = 'D1' | 'D7' | 'D28' | 'D30' | 'D60' | 'D90' | 'D180' | 'ALL';

/**
 * - `daily-series`: one row per report date, and per second key if there is one.
 * - `detail`: one row per user, site, group or mailbox.
 * - `distribution`: one row of counts for the whole period.
 * - `current-state`: counts of the current state.
 */
export type ReportKind = 'daily-series' | 'detail' | 'distribution' | 'current-state';

export interface ProductDefinition {
  /** Short id, e.g. `teams`. */
  readonly id: string;
  /** Display name, e.g. `Microsoft Teams`. */
  readonly title: string;
  /** Earlier titles, which a search still finds. */
  readonly formerTitles?: readonly string[];
  /** Other names of the product, and what people search for, in English: a search finds each of its reports by them. */
  readonly synonyms?: readonly string[];
  /** Codicon name, e.g. `comment-discussion`. */
  readonly icon: string;
  /** Only for a retired service: one sentence that says why its reports can be empty. */
  readonly retired?: string;
}

export interface ColumnDefinition {
  /** Name in the CSV header as documented. */
  readonly name: string;
  /** What people read in place of the name; absent if the name is in today's words. Files and the API have the name. */
  readonly label?: string;
  /** Other names of the column in CSV headers, e.g. `Guest Count` for `External Member Count`. */
  readonly aliases?: readonly string[];
  /** Property name in beta JSON, without the nesting; absent if JSON does not have the column. */
  readonly json?: string;
  /** Of a property that is a list of objects: which of their properties the list of the column has, e.g. `skuId`. */
  readonly jsonItem?: string;
  readonly type: ColumnType;
  readonly unit?: Unit;
  /** Absent if it is that of the report. */
  readonly aggregate?: Aggregate;
  /** True if it is the average of what another column has the total of: their bars would not be on one scale. */
  readonly isAverage?: boolean;
  /** True if its numbers may have decimals; absent if {@link mayHaveDecimals} tells it from the rest. */
  readonly decimals?: true;
  /** Versions that send the column; absent if all do. */
  readonly versions?: readonly GraphVersion[];
  /** The function version that added the column, e.g. `v2`. Absent from the answers of earlier function versions. */
  readonly since?: string;
  /** True if only some tenants get the column, in any format. A file without it is complete. */
  readonly optional?: true;
  /** True if only JSON has the column. A CSV without it is complete. */
  readonly onlyJson?: true;
  /** True if the column names a user, group or site, which a tenant's privacy setting may conceal. */
  readonly identity?: true;
  /** True if the column has IDs of applications. */
  readonly application?: true;
  /** True if its texts are the extension's own, in English, and people read them in their language. */
  readonly ownTexts?: true;
}

/** Whether numbers of a column may have decimals: what isn't counted does. What reads files of several months has one type for all of them. */
export function mayHaveDecimals({
  type,
  unit,
  isAverage,
  decimals,
}: Pick<ColumnDefinition, 'type' | 'unit' | 'isAverage' | 'decimals'>): boolean {
  return type === 'number' && (decimals === true || isAverage === true || (unit !== 'count' && unit !== 'bytes'));
}

/** A function whose argument `version` changes its periods and columns. The newest version is requested. */
export interface FunctionVersions {
  readonly newest: string;
  /** The period to request instead, where the service only understands the function without the argument. */
  readonly earlierPeriods: Readonly<Partial<Record<Period, Period>>>;
}

/** A setting of the tenant without which the service refuses the report. */
export interface TenantSwitch {
  /** Path of the request (POST, beta) that turns the report on. */
  readonly path: string;
  /** Its body. */
  readonly body: Readonly<Record<string, string>>;
}

/** Tells the row that sums up all others: one column is blank in it, and one has a value in it. */
export interface SummaryRowDefinition {
  readonly blank: string;
  readonly filled: string;
}

/**
 * A column that counts a part, with another that counts either the rest or the whole. Exactly one of `rest` and `whole` is present. Charts
 * show the part first, with its share of the whole.
 */
export interface ShareDefinition {
  /** What the whole consists of, e.g. users of `Exchange`; empty if the row or the report says it. */
  readonly label: string;
  /** Column that counts the part. */
  readonly part: string;
  /** Column that counts all others. */
  readonly rest?: string;
  /** Column that counts all, those of the part included. */
  readonly whole?: string;
  /** What the counted part is; absent if it is active. */
  readonly parts?: 'activated' | 'used';
}

/** A measure that no column has: on each day, what some columns come to over all rows. */
export interface DayTotalDefinition {
  /** Differs from the names of all columns. */
  readonly name: string;
  /** What people read in place of the name; absent if they read the name. */
  readonly label?: string;
  /** Columns of one unit. */
  readonly columns: readonly string[];
}

/** Columns of a detail report that belong in one chart, such as the devices that a user has used. */
export interface ColumnGroup {
  /** Title of the chart; differs from all column names. */
  readonly label: string;
  /** Boolean columns, or columns whose cells are blank for no. `label` defaults to that of the column. */
  readonly bars: readonly { readonly column: string; readonly label?: string }[];
}

/** A permission of Microsoft Graph, by the name that administrators consent to. */
export interface GraphPermission {
  readonly name: string;
  /** Larger permissions that do as well. */
  readonly includedIn: readonly string[];
}

export interface ReportDefinition {
  /** Unique, and safe as the name of a folder. The Graph function's name, e.g. `getTeamsUserActivityCounts`, unless `call` names it. */
  readonly name: string;
  /** The Graph function and its fixed arguments, if one function has several reports. */
  readonly call?: { readonly name: string; readonly arguments: Readonly<Record<string, string>> };
  /** Absent if the function has no argument `version`. */
  readonly functionVersions?: FunctionVersions;
  /** Old function names that must still find the report. */
  readonly aliases?: readonly string[];
  /** The admin center's name of the report, then what its rows are, e.g. `Mailbox usage, mailbox details`. */
  readonly title: string;
  /** What the title is below its product, where there is no room for it in a side bar of the usual width; absent if there is. */
  readonly shortTitle?: string;
  /** What its sheet is called in a workbook of several reports, with the product; absent if product and title have room there, see `sheetTitle`. */
  readonly sheetTitle?: string;
  /** Earlier titles, which a search still finds. */
  readonly formerTitles?: readonly string[];
  /** Where the admin center shows it: the report, and the chart or tab of it, e.g. `Mailbox usage: Quota`; absent if it doesn't. */
  readonly adminCenter?: string;
  /** What else people search for when they mean the report, in English. */
  readonly synonyms?: readonly string[];
  readonly description: string;
  /** A {@link ProductDefinition.id}. */
  readonly product: string;
  readonly kind: ReportKind;
  /** Daily series only: what the days of its measures come to, unless a column says otherwise. Absent if it is their mean. */
  readonly aggregate?: Aggregate;
  readonly versions: readonly GraphVersion[];
  /** Path below the version, e.g. `/copilot/reports/<name>`; absent if it is `/reports/<name>`. */
  readonly path?: string;
  /** Properties of the items of JSON to ask for with `$select`; absent for whatever the service sends. */
  readonly select?: readonly string[];
  /** What the token must allow, each of them; absent for usage reports, which all need the same. */
  readonly permissions?: readonly GraphPermission[];
  /** Empty for the three activation functions, which take no parameter. */
  readonly periods: readonly Period[];
  /** Periods of an earlier function version. They still open, and aren't offered. */
  readonly formerPeriods?: readonly Period[];
  readonly acceptsDate: boolean;
  /** Days between two refresh dates; absent if the service refreshes the report daily. */
  readonly refreshDays?: number;
  /** Formats that each version can return. */
  readonly formats: Readonly<Partial<Record<GraphVersion, readonly Format[]>>>;
  /** Versions that accept `$format` in the URL. v1.0 mostly refuses it with 400. */
  readonly formatOption: readonly GraphVersion[];
  /** Detail reports only: rows of the largest JSON page, asked for with `$top`; absent if the function does not take the option. */
  readonly pageSize?: number;
  /** Versions that are documented to support `If-None-Match`. */
  readonly ifNoneMatch: readonly GraphVersion[];
  /** Property of each JSON item that holds the rows, e.g. `userCounts`; absent if the items are the rows. */
  readonly jsonRows?: string;
  /** Properties of JSON rows that say nothing about a row, such as IDs of requests: no columns, and no unknown ones. */
  readonly jsonIgnored?: readonly string[];
  /** Columns that identify a row: the day, and a second key if there is one. Empty if unknown. */
  readonly keys: readonly string[];
  /** What the rows are all of, such as a product, where another table of this name has others: files of both can be told apart. */
  readonly part?: string;
  /** What each row is, where the keys don't tell it: `rowNoun`. */
  readonly rowsAre?: RowNoun;
  /** The row that is the sum of the others; absent if there is none. */
  readonly summaryRow?: SummaryRowDefinition;
  /** Amounts that are drawn by application, largest first. */
  readonly topApplications?: readonly string[];
  /** Columns that are drawn as parts of wholes. */
  readonly shares?: readonly ShareDefinition[];
  /** Daily series only: measures that no column has. */
  readonly totals?: readonly DayTotalDefinition[];
  /** Every daily series has some, and no other report: names of the measures that people look at first, most telling first. */
  readonly leads?: readonly string[];
  /** Detail reports only: columns that are drawn in one chart. */
  readonly groups?: readonly ColumnGroup[];
  /** Detail reports only: the most important columns and groups, at most four. They get a card; other columns have a chart in their header. */
  readonly cards?: readonly string[];
  /** What the tenant has to turn on before the service answers; absent if nothing. */
  readonly tenantSwitch?: TenantSwitch;
  /** Names of the only directory roles that may read the report, see `reportRoles`; absent if the usual roles may. */
  readonly requiredRoles?: readonly string[];
  /** In the order of the newest documented CSV. */
  readonly columns: readonly ColumnDefinition[];
  /** Of a file only: names of columns whose cells stay texts, because they can be read in two ways. */
  readonly textColumns?: readonly string[];
  /** The only kind of permission that reads the report, as Microsoft documents it; absent if both do. */
  readonly access?: Access;
  /** Clouds whose metadata publish the function; `global` is always one of them. */
  readonly clouds: readonly MicrosoftCloud[];
}
