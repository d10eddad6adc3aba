import type { ReportDefinition } from '../catalog/definition.js';
import { answerColumns } from '../queryNames/answerColumns.js';
import { namedColumns } from '../queryNames/namedColumns.js';
import { unknownColumn, unknownInAnswer, type UnknownName } from '../queryNames/unknownName.js';
import { invalidRule } from './invalidRule.js';
import type { AlertRule, Comparison } from './rule.js';

/**
 * Refuses columns that the report doesn't have, and amounts that the query doesn't ask for. A report about users may have others, from a person's
 * file or the directory: of these, only what looks like one of its own is refused.
 *
 * @throws UsageReportsError `invalidRequest`
 */
export function checkColumns({ query, compare }: AlertRule, path: string, definition: ReportDefinition): void {
  if (compare.kind === 'late') {
    return;
  }
  const refuse = (place: string, unknown: UnknownName | undefined) => {
    if (unknown !== undefined) {
      throw invalidRule(`${path}.${place}`, { kind: 'noColumn', ...unknown });
    }
  };
  namedColumns(query).forEach(([place, name]) => refuse(`query.${place}`, unknownColumn(name, definition)));
  const amounts = answerColumns(query, definition);
  comparedAmounts(compare).forEach(([place, name]) => refuse(`compare.${place}`, unknownInAnswer(name, amounts)));
}

/** Each amount that a comparison names, and where. */
function comparedAmounts(compare: Exclude<Comparison, { kind: 'late' }>): readonly (readonly [string, string])[] {
  switch (compare.kind) {
    case 'number':
    case 'earlierDays':
      return compare.amount === undefined ? [] : [['amount', compare.amount]];
    case 'percent':
      return [
        ['part', compare.part],
        ['whole', compare.whole],
      ];
    case 'daysLeft':
      return [
        ['used', compare.used],
        ['growth', compare.growth],
        ...(typeof compare.quota === 'string' ? [['quota', compare.quota] as const] : []),
      ];
    case 'unusedSeats':
      return [
        ['seats', compare.seats],
        ['used', compare.used],
      ];
  }
}
