import type { Query } from '../../shared/query/query.js';
import type { Aggregate } from '../../shared/report.js';
import type { HandoutUnit } from './document.js';

/** The version of the form below. What reads another one says so instead of guessing. */
export const TEMPLATE_VERSION = 1;

/** Days that a query of a template can have in place of a day: they follow the days that the document is about. */
export const DAY_PLACEHOLDERS = ['{from}', '{to}', '{previousFrom}', '{previousTo}', '{beforePrevious}'] as const;
export type DayPlaceholder = (typeof DAY_PLACEHOLDERS)[number];

/** A query with {@link DAY_PLACEHOLDERS} in filters of days. */
export type TemplateQuery = Omit<Query, 'source' | 'earlier'> & {
  /** Without a connection and without a day: it is asked of any tenant, as of the last day that the document is about. */
  readonly source: Pick<NonNullable<Query['source']>, 'report' | 'period' | 'history'>;
};

/** What a document has: blocks, each with the question that it answers. Plain JSON. */
export interface HandoutTemplate {
  readonly version: typeof TEMPLATE_VERSION;
  readonly title: string;
  /** Whether blocks may name users. Without it, one that would is replaced by a sentence. */
  readonly showsUsers?: boolean;
  readonly blocks: readonly TemplateBlock[];
}

export const BLOCK_KINDS = [
  'heading',
  'text',
  'keyFigures',
  'series',
  'bars',
  'table',
  'standsOut',
  'dataQuality',
] as const;

export type TemplateBlock =
  | { readonly kind: 'heading'; readonly level?: 2 | 3; readonly text: string }
  | { readonly kind: 'text'; readonly paragraphs: readonly string[] }
  | { readonly kind: 'keyFigures'; readonly figures: readonly TemplateFigure[] }
  | {
      readonly kind: 'series';
      readonly title: string;
      readonly lines: readonly (DaysOfReport & { readonly label?: string })[];
      /** The months that end with the last day; the days of the document if absent. */
      readonly months?: number;
    }
  | BarsTemplate
  | {
      readonly kind: 'table';
      readonly title?: string;
      readonly query: TemplateQuery;
      /** Which columns of the answer, in this order; all if absent. */
      readonly columns?: readonly TemplateColumn[];
    }
  /** The measures of these reports that changed most; of all archived daily reports if absent. */
  | { readonly kind: 'standsOut'; readonly reports?: readonly string[] }
  /** What is missing, old, or concealed of the reports that other blocks are made of. */
  | { readonly kind: 'dataQuality' };

/** A column of a table. */
export interface TemplateColumn {
  /** Of the answer. */
  readonly column: string;
  readonly label?: string;
  readonly unit?: HandoutUnit;
  /** `true` leaves it out where no row of the table has a value. */
  readonly ifKnown?: boolean;
}

/** Has one of `query`, `bars`, and `days`. */
export interface BarsTemplate {
  readonly kind: 'bars';
  readonly title: string;
  readonly unit?: HandoutUnit;
  /** A bar for each row: `label` and `value` are columns of the answer. */
  readonly query?: TemplateQuery;
  readonly label?: string;
  readonly value?: string;
  /** A bar for each of these. */
  readonly bars?: readonly (TemplateAmount & { readonly label: string })[];
  /** A bar for each of the last `months`. */
  readonly days?: DaysOfReport;
  readonly months?: number;
}

/** A measure of a daily series. */
export interface DaysOfReport {
  readonly report: string;
  readonly column: string;
  /** Value of the second key, such as a site type; all of them together if absent. */
  readonly key?: string;
  /** What its days come to; what the measure means if absent. */
  readonly aggregate?: Aggregate;
}

/** A number. Has one of `days` and `query`. */
export interface TemplateAmount {
  readonly days?: DaysOfReport;
  /** Whose answer has one row. */
  readonly query?: TemplateQuery;
  /** Column of the answer; its first if absent. */
  readonly amount?: string;
}

export interface TemplateFigure extends TemplateAmount {
  readonly label: string;
  readonly unit?: HandoutUnit;
  /** The whole that the number is a part of. */
  readonly of?: TemplateAmount & { readonly label: string };
  /** What the number is divided by: prompts per user. */
  readonly per?: TemplateAmount;
  /** `false` leaves out the change to the month before. */
  readonly change?: boolean;
}
