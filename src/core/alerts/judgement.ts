import type { IsoDate } from '../../base/dates.js';
import type { CellValue, ColumnInfo, Unit } from '../../shared/report.js';

/** What the archive answers to the query of a rule. */
export interface Answer {
  readonly columns: readonly Pick<ColumnInfo, 'name' | 'type' | 'unit'>[];
  readonly rows: readonly (readonly CellValue[])[];
  /** Of the report that was asked; `null` if it has none. */
  readonly refreshDate: IsoDate | null;
}

export type ReadingUnit = Unit | 'percent' | 'days';

/** What was compared with what. */
export interface Reading {
  readonly compared: number;
  readonly limit: number;
  /** Of both. */
  readonly unit: ReadingUnit;
  /** Whether it is too much or too little. */
  readonly is: 'above' | 'below';
  /** Of the last days, and of those before them: what `compared` is a change of. */
  readonly means?: { readonly last: number; readonly before: number; readonly unit: Unit };
  /** What `compared` is told from. */
  readonly parts?: { readonly part: number; readonly whole: number; readonly unit: Unit };
  /** Of the newest data; `null` if they have none. */
  readonly day: IsoDate | null;
}

/**
 * Why a rule can't be judged.
 *
 * - `notArchived`: nothing of its report is archived. `noEarlierSnapshot`: not long enough.
 * - `noColumn`: the report doesn't have a column, or none of this type.
 * - `blank`: the service sent no number. `noGroup`: the group isn't there any more.
 * - `missingDays`: some of the days that are compared aren't archived, or the service sent no number for them.
 * - `severalRows`: one number was expected.
 * - `usualUnknown`: there are too few snapshots to tell how old data usually are.
 * - `noPrice`: nobody has said what a license of a product costs that counts.
 * - `failed`: the archive can't be read, or the query is wrong.
 */
export type NotJudged =
  | {
      readonly kind: 'notArchived' | 'noEarlierSnapshot' | 'blank' | 'noGroup' | 'severalRows' | 'usualUnknown' | 'noPrice';
    }
  | { readonly kind: 'noColumn'; readonly column: string }
  | { readonly kind: 'missingDays'; readonly days: number }
  | { readonly kind: 'failed'; readonly message: string };

export type Outcome =
  | { readonly met: boolean; readonly reading: Reading; readonly notJudged?: never }
  | { readonly met?: never; readonly notJudged: NotJudged };

/** A group of the answer; the whole is the group with an empty key. */
export interface GroupOutcome {
  /** Tells the group from others of the rule. */
  readonly group: string;
  /** What people read. */
  readonly label: string;
  readonly outcome: Outcome;
}

export interface RuleJudgement {
  readonly groups: readonly GroupOutcome[];
  /** What is said of a group that had an alert and isn't among the {@link groups}. */
  readonly absent: Outcome;
}

export function notJudged(reason: NotJudged): Outcome {
  return { notJudged: reason };
}

/** A rule that can't be judged as a whole. */
export function noneJudged(reason: NotJudged): RuleJudgement {
  return { groups: [], absent: notJudged(reason) };
}
