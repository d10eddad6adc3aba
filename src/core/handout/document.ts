/**
 * A document to hand on to people who have no VS Code, as plain data in the reader's language. Writers of file formats add how it looks,
 * never what it says.
 */

import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type { DayRange } from '../../shared/history.js';
import type { CellValue, ColumnType, Unit } from '../../shared/report.js';

/** What a number counts. `percent` is from 0 to 100. */
export type HandoutUnit = Unit | 'percent' | 'days';

export interface HandoutDocument {
  readonly title: string;
  /** Name of the tenant, as people know it. */
  readonly tenant: string;
  readonly span: HandoutSpan;
  /** The newest day of the span of which the blocks have data; `null` if there is none. */
  readonly refreshDate: IsoDate | null;
  readonly generatedAt: IsoInstant;
  /** BCP 47, of all texts and for numbers and days, such as `de` or `pt-br`. */
  readonly language: string;
  /** `#rrggbb`, in lower case. Absent for the writer's own. */
  readonly accentColor?: string;
  /** A picture that {@link isSafeLogo} allows, as a data URI. */
  readonly logo?: string;
  /** Whether any block has names of users. */
  readonly namesUsers: boolean;
  readonly blocks: readonly HandoutBlock[];
}

/** The days that a document is about, both inclusive. `month` if they are a calendar month, `2026-10`. */
export interface HandoutSpan extends DayRange {
  readonly month?: string;
}

export type HandoutBlock =
  | HeadingBlock
  | TextBlock
  | KeyFiguresBlock
  | SeriesBlock
  | BarsBlock
  | TableBlock
  | StandsOutBlock
  | DataQualityBlock
  | FailedBlock;

/** Level 1 is the title of the document. */
export interface HeadingBlock {
  readonly kind: 'heading';
  readonly level: 2 | 3;
  readonly text: string;
}

export interface TextBlock {
  readonly kind: 'text';
  readonly paragraphs: readonly string[];
}

/** Numbers to read at a glance. */
export interface KeyFiguresBlock {
  readonly kind: 'keyFigures';
  readonly figures: readonly KeyFigure[];
  /** What has to be known to read any of those that are known. */
  readonly notes?: readonly string[];
}

export interface KeyFigure {
  readonly label: string;
  /** `null` where it is not known: then `note` says why. Never stands for zero. */
  readonly value: number | null;
  readonly unit: HandoutUnit;
  /** The whole that `value` is a part of, in the same unit. */
  readonly denominator?: { readonly label: string; readonly value: number };
  readonly change?: FigureChange;
  /** What the reader has to know to read the number, such as days that are missing. */
  readonly note?: string;
}

export interface FigureChange {
  /** The value before, in the unit of the figure. */
  readonly from: number;
  /** Relative to `from`, 0.1 is 10 % more; `null` where `from` is too small for a percentage to mean anything. */
  readonly ratio: number | null;
  /** The day that `from` is of: of a month before, its last one that is known. */
  readonly since: IsoDate;
  /** The days that `from` is of, where it is what happened on them, or their mean: a sum is of no day. */
  readonly span?: HandoutSpan;
}

/** One value a day, drawn as lines. */
export interface SeriesBlock {
  readonly kind: 'series';
  readonly title: string;
  readonly unit: HandoutUnit;
  readonly lines: readonly SeriesLine[];
  /** Whether values are of what there is, such as storage. Then a weekend is like any day, and a day's own value is drawn, never a mean. */
  readonly isLevel: boolean;
  /** Days that no archived report has, oldest first. */
  readonly missingRanges: readonly DayRange[];
  /** One sentence that says what the chart shows, for who does not see it. */
  readonly summary: string;
}

export interface SeriesLine {
  readonly name: string;
  /** Consecutive calendar days, oldest first. */
  readonly days: readonly IsoDate[];
  /** One for each of `days`; `null` where the value is blank or the day is missing. */
  readonly values: readonly (number | null)[];
}

export interface BarsBlock {
  readonly kind: 'bars';
  readonly title: string;
  readonly unit: HandoutUnit;
  /** In the order to show. */
  readonly bars: readonly Bar[];
  /** One sentence that says what the chart shows, for who does not see it. */
  readonly summary: string;
}

export interface Bar {
  readonly label: string;
  /** `null` is blank, not zero: then `note` says why. */
  readonly value: number | null;
  /** What the reader has to know to read the bar, such as days that are missing. */
  readonly note?: string;
}

export interface TableBlock {
  readonly kind: 'table';
  readonly title?: string;
  readonly columns: readonly HandoutColumn[];
  /** One cell for each of `columns`. */
  readonly rows: readonly (readonly CellValue[])[];
  /** Number of all rows, of which `rows` may be the first. */
  readonly rowCount: number;
  /** Sentences about what the table does not count or show. */
  readonly leftOut: readonly string[];
}

export interface HandoutColumn {
  readonly label: string;
  readonly type: ColumnType;
  /** Of numbers and durations. */
  readonly unit?: HandoutUnit;
  /** The currency of its amounts, as people typed it; absent if it has none. */
  readonly currency?: string;
}

type StandsOutKind = 'rise' | 'fall' | 'lag' | 'missing' | 'failed' | 'damaged';

/** What changed most. Without items nothing did, which the writer says. */
export interface StandsOutBlock {
  readonly kind: 'standsOut';
  readonly items: readonly { readonly kind: StandsOutKind; readonly text: string }[];
  /** Sentences about what is compared, where days of it are missing. */
  readonly notes: readonly string[];
}

/** What is missing, old, concealed, or damaged, and why. Without items nothing is, which the writer says. */
export interface DataQualityBlock {
  readonly kind: 'dataQuality';
  readonly items: readonly { readonly severity: 'error' | 'warning' | 'info'; readonly text: string }[];
}

/** Stands for a block whose data are not there, or must not be shown. */
export interface FailedBlock {
  readonly kind: 'failed';
  /** The kind of the block that it stands for. */
  readonly of: Exclude<HandoutBlock['kind'], 'heading' | 'text' | 'failed'>;
  /** Title of the block that it stands for, if it has one. */
  readonly title?: string;
  /** A sentence: what is missing, and why. */
  readonly reason: string;
}
