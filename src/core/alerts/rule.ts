import type { Query } from '../../shared/query/query.js';

/** The version of the form below. What reads another one says so instead of guessing. */
export const RULES_VERSION = 1;

export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** By how many percent an alert has to worsen before it is told again, where the rule doesn't say it. */
export const DEFAULT_WORSE_BY = 25;

/** Exactly one of the two. */
export interface Limit {
  readonly above?: number;
  readonly below?: number;
}

/**
 * When a rule has an alert. Amounts are columns of what its query answers: of the groups if it has some, each of which is judged by itself.
 *
 * - `number`: an amount is above or below a number.
 * - `earlierDays`: the mean of the last `days` days is so many percent below (`fallsBy`) or above (`risesBy`) that of the days before them.
 *   The query has a row for each day.
 * - `percent`: what a part is of a whole, such as storage of its quota, in percent.
 * - `daysLeft`: as many days until `used`, which grows by `growth` in 30 days, reaches `quota`: a column, or a number.
 * - `unusedSeats`: seats that are not used.
 * - `late`: the newest data were older at the last request than they usually are, by more than `days`. Of the query, only the source counts.
 */
export type Comparison =
  | ({ readonly kind: 'number'; readonly amount?: string } & Limit)
  | {
      readonly kind: 'earlierDays';
      readonly amount?: string;
      readonly days: number;
      readonly fallsBy?: number;
      readonly risesBy?: number;
    }
  | ({ readonly kind: 'percent'; readonly part: string; readonly whole: string } & Limit)
  | {
      readonly kind: 'daysLeft';
      readonly used: string;
      readonly quota: string | number;
      readonly growth: string;
      readonly below: number;
    }
  | { readonly kind: 'unusedSeats'; readonly seats: string; readonly used: string; readonly above: number }
  | { readonly kind: 'late'; readonly days: number };

export type ComparisonKind = Comparison['kind'];
export const COMPARISON_KINDS = ['number', 'earlierDays', 'percent', 'daysLeft', 'unusedSeats', 'late'] as const;

/** What to look for in the archive of any tenant, and what to say. Plain JSON; names nobody. */
export interface AlertRule {
  /** Unique in its file. What is remembered of the rule is remembered under this name. */
  readonly id: string;
  readonly title: string;
  /** With placeholders, see `placeholders.ts`. */
  readonly sentence: string;
  /** Why the rule is there, and what to do about it: for whoever reads the file. */
  readonly description?: string;
  readonly severity: Severity;
  /** Has a source, which names no connection: each tenant is asked the same. */
  readonly query: Query;
  readonly compare: Comparison;
  /** {@link DEFAULT_WORSE_BY} if absent. */
  readonly worseBy?: number;
}
