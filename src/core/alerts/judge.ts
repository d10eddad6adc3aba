import type { CellValue, Unit } from '../../shared/report.js';
import { MONTH_DAYS } from '../storage/pace.js';
import { columnAt, rowsOf } from './answerGroups.js';
import { judgeEarlierDays } from './earlierDays.js';
import {
  type Answer,
  GONE,
  judged,
  noneJudged,
  notJudged,
  type NotJudged,
  type Outcome,
  type Reading,
  type RuleJudgement,
} from './judgement.js';
import type { AlertRule, Comparison } from './rule.js';

/** A comparison of the amounts of one row. */
type RowComparison = Exclude<Comparison, { kind: 'earlierDays' | 'late' }>;

/**
 * Says of each group of an answer whether the rule's condition is met. A blank cell is not 0: what isn't known is not judged.
 * @param answer from data that are known: where they are not, nobody asks
 */
export function judge({ query, compare }: AlertRule, answer: Answer): RuleJudgement {
  if (compare.kind === 'late') {
    return noneJudged({ kind: 'usualUnknown' });
  }
  if (compare.kind === 'earlierDays') {
    return judgeEarlierDays(compare, query, answer);
  }
  const columns = amountColumns(compare).map((name) => ({ name, index: columnAt(answer, query, name) }));
  const missing = columns.find(({ index }) => index === undefined);
  if (missing !== undefined) {
    return noneJudged({ kind: 'noColumn', column: missing.name ?? '' });
  }
  const indexes = columns.map(({ index = 0 }) => index);
  const unit = answer.columns[indexes[0] ?? 0]?.unit ?? 'count';
  const rows = rowsOf(answer, query);
  const isGrouped = (query.groupBy ?? []).length > 0;
  if (!isGrouped && rows.length > 1) {
    return noneJudged({ kind: 'severalRows' });
  }
  const outcome = (cells: readonly (CellValue | undefined)[]) => {
    const amounts = cells.map((cell) => (typeof cell === 'number' && Number.isFinite(cell) ? cell : undefined));
    return outcomeOf(compare, amounts, { unit, day: answer.day });
  };
  return {
    groups: rows.map(({ group, label, cells }) => ({
      ...{ group, label },
      outcome: outcome(indexes.map((index) => cells[index])),
    })),
    absent: isGrouped && answer.isWhole ? GONE : notJudged({ kind: isGrouped ? 'noGroup' : 'blank' }),
  };
}

/** Which columns of the answer have the amounts; `undefined` for the last one. */
function amountColumns(compare: RowComparison): readonly (string | undefined)[] {
  switch (compare.kind) {
    case 'number':
      return [compare.amount];
    case 'percent':
      return [compare.part, compare.whole];
    case 'daysLeft':
      return [compare.used, compare.growth, ...(typeof compare.quota === 'string' ? [compare.quota] : [])];
    case 'unusedSeats':
      return [compare.seats, compare.used];
  }
}

function outcomeOf(
  compare: RowComparison,
  [first, second, third]: readonly (number | undefined)[],
  { unit, day }: { readonly unit: Unit } & Pick<Reading, 'day'>,
): Outcome {
  const blank = notJudged({ kind: 'blank' } satisfies NotJudged);
  switch (compare.kind) {
    case 'number':
      return first === undefined ? blank : compared(compare, first, { unit, day });
    case 'percent': {
      if (first === undefined || second === undefined || second <= 0) {
        return blank;
      }
      return compared(compare, (100 * first) / second, {
        ...{ unit: 'percent', day },
        parts: { part: first, whole: second, unit },
      });
    }
    case 'unusedSeats': {
      if (first === undefined || second === undefined) {
        return blank;
      }
      return compared(compare, first - second, { unit, day, parts: { part: second, whole: first, unit } });
    }
    case 'daysLeft': {
      const quota = typeof compare.quota === 'number' ? compare.quota : third;
      if (first === undefined || second === undefined || quota === undefined || quota <= 0) {
        return blank;
      }
      return compared(compare, daysLeft(first, quota, second / MONTH_DAYS), { unit: 'days', day });
    }
  }
}

/** The most that can be said: longer than anybody plans. */
const MAX_DAYS_LEFT = 100_000;

function daysLeft(used: number, quota: number, perDay: number): number {
  if (used >= quota) {
    return 0;
  }
  return perDay > 0 ? Math.min(Math.floor((quota - used) / perDay), MAX_DAYS_LEFT) : MAX_DAYS_LEFT;
}

function compared(
  { above, below }: { readonly above?: number; readonly below?: number },
  value: number,
  facts: Pick<Reading, 'unit' | 'day' | 'parts'>,
): Outcome {
  const is = above === undefined ? 'below' : 'above';
  const limit = above ?? below ?? 0;
  return judged(is === 'above' ? value > limit : value < limit, { compared: value, limit, is, ...facts });
}
