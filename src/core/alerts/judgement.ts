import type { IsoDate } from '../../base/dates.js';
import type { CellValue, ColumnInfo, Unit } from '../../shared/report.js';

/** What the archive answers to the query of a rule. */
export interface Answer {
  readonly columns: readonly Pick<ColumnInfo, 'name' | 'type' | 'unit'>[];
  readonly rows: readonly (readonly CellValue[])[];
  /** Day of the data that it is from, see {@link Reading.day}. */
  readonly day: IsoDate | null;
  /** Whether it has every group: none is left out for its size, or because of a limit. */
  readonly isWhole: boolean;
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
  /** Of the data that it is from; `null` if they have none. */
  readonly day: IsoDate | null;
}

/**
 * Why a rule can't be judged.
 *
 * - `notArchived`: nothing of its report is archived. `noEarlierSnapshot`: not long enough.
 * - `notArchivedReport`, `damagedReport`, `otherNames`: of a table that is joined from several, one that the rule reads isn't archived, can't be
 *   read, or has its names concealed where the others haven't, or the other way around.
 * - `tooOld`: the newest data of a report that the rule reads are so old that they say nothing of today.
 * - `noRows`: the report has none. `noColumn`: it doesn't have a column, or none of this type. `blankColumn`: no cell of a column has a value.
 * - `concealed`: the names that it chooses or groups rows by are concealed. `personal`: its groups would name somebody.
 * - `blank`: the service sent no number. `noGroup`: the group isn't there any more, in data that don't say why.
 * - `tooManyGroups`: more would have an alert than anybody reads.
 * - `missingDays`: some of the days that are compared aren't archived, or the service sent no number for them.
 * - `severalRows`: one number was expected.
 * - `usualUnknown`: there are too few snapshots to tell how old data usually are.
 * - `noPrice`: nobody has said what a license of a product costs that counts.
 * - `failed`: the archive can't be read, or the query is wrong.
 */
export type NotJudged =
  | {
      readonly kind:
        | 'notArchived'
        | 'noEarlierSnapshot'
        | 'noRows'
        | 'blank'
        | 'noGroup'
        | 'severalRows'
        | 'usualUnknown'
        | 'noPrice';
    }
  | { readonly kind: 'noColumn' | 'blankColumn' | 'concealed' | 'personal'; readonly column: string }
  | { readonly kind: 'notArchivedReport' | 'damagedReport' | 'otherNames'; readonly report: string }
  | { readonly kind: 'tooOld'; readonly report: string; readonly day: IsoDate }
  | { readonly kind: 'tooManyGroups'; readonly found: number; readonly most: number }
  | { readonly kind: 'missingDays'; readonly days: number }
  | { readonly kind: 'failed'; readonly message: string };

export type Outcome =
  | { readonly met: true; readonly reading: Reading; readonly notJudged?: never }
  /** Without a reading where the group is gone. */
  | { readonly met: false; readonly reading?: Reading; readonly notJudged?: never }
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

/** What is said of a group that is not in an answer in which it would be: nothing is left that could be met. */
export const GONE: Outcome = { met: false };

export function judged(met: boolean, reading: Reading): Outcome {
  return { met, reading };
}

export function notJudged(reason: NotJudged): Outcome {
  return { notJudged: reason };
}

/** A rule that can't be judged as a whole. */
export function noneJudged(reason: NotJudged): RuleJudgement {
  return { groups: [], absent: notJudged(reason) };
}
