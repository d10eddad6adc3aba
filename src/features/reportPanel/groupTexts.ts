import * as vscode from 'vscode';
import { plural } from '../../l10n/plurals.js';
import type { Grouping, GroupingKey, GroupingMeasure } from '../../shared/pages/grouping.js';
import type { LeftOut, QueryProvenance } from '../../shared/query/provenance.js';
import { columnLabel, type ColumnInfo, type RowNoun } from '../../shared/report.js';
import { countedPageTexts } from './countedPageTexts.js';

/** The table whose rows are grouped. */
export interface GroupedColumns {
  readonly labelOf: (column: string) => string;
  /** Whether the column has days. */
  readonly isDay: (column: string) => boolean;
  /** What each row is. */
  readonly rowNoun: RowNoun;
}

/** What the columns of a grouped table are called on screen, keys first. What files call them is in `measureNames.ts`. */
export function groupColumnLabels({ keys, measures }: Grouping, grouped: GroupedColumns): readonly string[] {
  const { labelOf } = grouped;
  const counted = new Set<string>();
  const cellsOf = (measure: GroupingMeasure) => {
    const { kind } = measure;
    const column = columnOf(measure);
    const isNew = (kind === 'mean' || kind === 'median') && !counted.has(column);
    counted.add(isNew ? column : '');
    return isNew ? [vscode.l10n.t('{0}: number of values', labelOf(column))] : [];
  };
  return [
    ...keys.flatMap((key) => keyLabels(key, labelOf(key.column))),
    ...measures.flatMap((measure) => [measureLabel(measure, grouped), ...cellsOf(measure)]),
  ];
}

function keyLabels({ by }: GroupingKey, label: string): readonly string[] {
  switch (by) {
    case undefined:
    case 'member':
      return [label];
    case 'domain':
      return [vscode.l10n.t('{0}: domain', label)];
    case 'month':
      return [vscode.l10n.t('{0}: month', label)];
    case 'week':
      return [vscode.l10n.t('{0}: week from', label)];
    case 'weekday':
      return [vscode.l10n.t('{0}: weekday', label)];
    case 'activeWithin':
      return [vscode.l10n.t('{0}: how long ago', label)];
    case 'range':
      return [vscode.l10n.t('{0}: from', label), vscode.l10n.t('{0}: below', label)];
  }
}

function measureLabel(measure: GroupingMeasure, { labelOf, isDay, rowNoun }: GroupedColumns): string {
  const column = columnOf(measure);
  const label = labelOf(column);
  switch (measure.kind) {
    case 'count':
      return countedPageTexts()[rowNoun].count;
    case 'share':
      return countedPageTexts()[rowNoun].share;
    case 'distinct':
      return vscode.l10n.t('{0}: different values', label);
    case 'sum':
      return vscode.l10n.t('{0}: sum', label);
    case 'mean':
      return vscode.l10n.t('{0}: average', label);
    case 'median':
      return vscode.l10n.t('{0}: median', label);
    case 'min':
      return isDay(column) ? vscode.l10n.t('{0}: earliest', label) : vscode.l10n.t('{0}: lowest', label);
    case 'max':
      return isDay(column) ? vscode.l10n.t('{0}: latest', label) : vscode.l10n.t('{0}: highest', label);
    case 'shareWithValue':
      return vscode.l10n.t('{0}: not blank (%)', label);
  }
}

function columnOf(measure: GroupingMeasure): string {
  return 'column' in measure ? measure.column : '';
}

/** What notes about groups need beside the answer. */
export interface GroupNoteFacts {
  /** Only the rows that the charts count are grouped, although nobody has filtered by them. */
  readonly isCounted: boolean;
  /** What each row is. */
  readonly rowNoun: RowNoun;
  /** Users, licenses, or rows of the smallest group that is shown. */
  readonly minimumSize: number;
  readonly labelOf: (column: string) => string;
}

/** What the groups are made of, a sentence for each thing that somebody could not see. */
export function groupNotes(
  { leftOut, rowsInSeveralGroups = 0 }: QueryProvenance,
  facts: GroupNoteFacts,
): readonly string[] {
  return [
    ...(facts.isCounted
      ? [vscode.l10n.t('The file has several report periods. Only the rows of the longest one are grouped.')]
      : []),
    ...(rowsInSeveralGroups === 0
      ? []
      : [
          plural(rowsInSeveralGroups, {
            one: vscode.l10n.t('{0} row is in several groups, so the groups add up to more than all rows.'),
            other: vscode.l10n.t('{0} rows are in several groups, so the groups add up to more than all rows.'),
          }),
        ]),
    ...leftOut.flatMap((one) => leftOutText(one, facts)),
  ];
}

function leftOutText(left: LeftOut, { minimumSize, rowNoun, labelOf }: GroupNoteFacts): readonly string[] {
  switch (left.reason) {
    case 'filters':
      return [
        plural(left.rows, {
          one: vscode.l10n.t("{0} row isn't counted because it doesn't match the filters."),
          other: vscode.l10n.t("{0} rows aren't counted because they don't match the filters."),
        }),
      ];
    case 'noKey':
      return [
        plural(
          left.rows,
          {
            one: vscode.l10n.t('{0} row is left out because it can\'t be grouped by "{1}".'),
            other: vscode.l10n.t('{0} rows are left out because they can\'t be grouped by "{1}".'),
          },
          labelOf(left.column),
        ),
      ];
    case 'noNumber':
      return [
        plural(
          left.rows,
          {
            one: vscode.l10n.t('{0} value of "{1}" isn\'t counted because it isn\'t a number.'),
            other: vscode.l10n.t('{0} values of "{1}" aren\'t counted because they aren\'t numbers.'),
          },
          labelOf(left.column),
        ),
      ];
    case 'smallGroups':
      return [
        plural(
          left.groups,
          {
            one: vscode.l10n.t("{0} group with fewer than {1} isn't shown."),
            other: vscode.l10n.t("{0} groups with fewer than {1} aren't shown."),
          },
          plural(minimumSize, countedPageTexts()[rowNoun].number),
        ),
      ];
    case 'limit':
      return [];
  }
}

/** Why a question to a table has no answer, and what helps. */
export function refusalText(code: string | undefined): string {
  return code === 'repeatedAmounts'
    ? vscode.l10n.t(
        'These amounts would count the same users or data more than once. Choose the average, the lowest, or the highest value, or group by day.',
      )
    : vscode.l10n.t("This report can't be grouped like this. Choose another column or another measure.");
}

/** Why no filter shows the rows of a group. */
export function noFilterText(by: GroupingKey['by'], { label, name }: Pick<ColumnInfo, 'label' | 'name'>): string {
  const column = columnLabel({ label, name });
  switch (by) {
    case 'domain':
      return vscode.l10n.t('No filter finds a domain in "{0}". Search for it in the table instead.', column);
    case 'weekday':
      return vscode.l10n.t('No filter finds a weekday in "{0}". Group by week or month to see the rows.', column);
    default:
      return vscode.l10n.t('No filter finds these values of "{0}".', column);
  }
}
