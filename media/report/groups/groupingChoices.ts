import { isAmount } from '../../../src/shared/measures.js';
import type { Grouping, GroupingKey, GroupingMeasure } from '../../../src/shared/pages/grouping.js';
import { fitsAggregate } from '../../../src/shared/query/columnFits.js';
import type { ReportSummary } from '../../../src/shared/pages/report.js';
import { type Chart, type ColumnInfo, isAdded } from '../../../src/shared/report.js';

/** What rows can be grouped by, and what can be counted of groups: as the columns of a report have it. */

/** The days that an activity is counted back to. */
const ACTIVITY_DAYS = [7, 30, 90, 180];
/** A column with more different values than this is no help at first. */
const MAX_USUAL_GROUPS = 50;
/** A range is chosen so that about this many cover all values. */
const USUAL_RANGES = 8;

type Summary = Pick<
  ReportSummary,
  'kind' | 'columns' | 'keyColumns' | 'userColumns' | 'columnFacts' | 'charts' | 'refreshDate'
>;

/**
 * The columns in the order in which they are offered to group by: departments and the like, and texts of few values such as products, before names,
 * days, and amounts. A table of users has a hundred columns.
 */
export function columnsToGroupBy(summary: Summary): readonly ColumnInfo[] {
  const { columns } = summary;
  const isUsual = (one: ColumnInfo) => isAdded(one) || hasFewTexts(one, summary);
  return [...columns.filter(isUsual), ...columns.filter((one) => !isUsual(one))];
}

/** The keys that a column has, the one that mostly helps first. */
export function keysOf(column: ColumnInfo, summary: Summary): readonly GroupingKey[] {
  const { name, type } = column;
  const value = { column: name };
  switch (type) {
    case 'list':
      return [{ column: name, by: 'member' }, value];
    case 'date': {
      const within: GroupingKey[] =
        summary.refreshDate === null ? [] : [{ column: name, by: 'activeWithin', days: ACTIVITY_DAYS }];
      const calendar = (['month', 'week', 'weekday'] as const).map((by): GroupingKey => ({ column: name, by }));
      return summary.kind === 'detail' ? [...within, ...calendar, value] : [...calendar, value];
    }
    case 'number':
    case 'duration':
      return isAmount(column) ? [{ column: name, by: 'range', step: stepOf(name, summary.charts) }, value] : [value];
    case 'text':
      return isAddress(column, summary) ? [{ column: name, by: 'domain' }, value] : [value];
    case 'boolean':
      return [value];
  }
}

/** The amounts that a column has. */
export function measuresOf(column: ColumnInfo): readonly GroupingMeasure[] {
  const kinds = ['sum', 'mean', 'median', 'min', 'max', 'distinct', 'shareWithValue'] as const;
  return kinds.filter((kind) => fitsAggregate(kind, column)).map((kind) => ({ kind, column: column.name }));
}

/** What one click groups by. @param index of a column, where one was chosen */
export function usualGrouping(summary: Summary, index?: number): Grouping {
  const column = (index === undefined ? undefined : summary.columns[index]) ?? usualColumn(summary);
  const [key = { column: column?.name ?? '' }] = column === undefined ? [] : keysOf(column, summary);
  return { keys: [key], measures: usualMeasures(summary) };
}

/** Rows of a detail report are counted. Those of other reports are days or products, whose amounts say more. */
function usualMeasures({ kind, columns }: Summary): readonly GroupingMeasure[] {
  const amount = kind === 'detail' ? undefined : columns.find(isAmount)?.name;
  return amount === undefined
    ? [{ kind: 'count' }, { kind: 'share' }]
    : [
        { kind: 'mean', column: amount },
        { kind: 'max', column: amount },
      ];
}

function usualColumn(summary: Summary): ColumnInfo | undefined {
  const { columns, columnFacts = [] } = summary;
  const varied = columns.filter((_, index) => columnFacts[index]?.constant === undefined);
  return (
    varied.find(({ type }) => type === 'list') ??
    varied.find((one) => hasFewTexts(one, summary)) ??
    varied.find(({ type }) => type === 'date') ??
    varied.find(({ type }) => type === 'boolean') ??
    varied.find((one) => isAddress(one, summary)) ??
    varied[0] ??
    columns[0]
  );
}

/** Whether a column has few different texts, and does not say which row it is. */
function hasFewTexts({ name, type }: ColumnInfo, { columns, keyColumns = [], charts }: Summary): boolean {
  return (
    type === 'text' &&
    !keyColumns.some((key) => columns[key]?.name === name) &&
    charts.some(
      (chart) =>
        chart.kind === 'topValues' && chart.column === name && chart.distinct > 1 && chart.distinct <= MAX_USUAL_GROUPS,
    )
  );
}

function isAddress({ name, type, concealed }: ColumnInfo, { columns, userColumns = [] }: Summary): boolean {
  return (
    type === 'text' &&
    concealed !== true &&
    (/principal name|e-?mail|upn/i.test(name) ||
      userColumns.some((index) => columns[index]?.name === name && /address|account/i.test(name)))
  );
}

/** 1, 2 or 5 times a power of ten. */
function stepOf(name: string, charts: readonly Chart[]): number {
  const chart = charts.find((one) => one.kind === 'histogram' && one.column === name);
  const width = chart?.kind === 'histogram' ? (chart.max - Math.min(0, chart.min)) / USUAL_RANGES : 10;
  if (!(width > 0) || !Number.isFinite(width)) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(width));
  const step = ([1, 2, 5].find((times) => times * power >= width) ?? 10) * power;
  return Math.max(1, step);
}

/** The same text for the same key, as a choice of a list has it. */
export function choiceId(choice: GroupingKey | GroupingMeasure): string {
  return 'kind' in choice
    ? `${choice.kind} ${'column' in choice ? choice.column : ''}`
    : `${choice.by ?? ''} ${choice.column}`;
}
