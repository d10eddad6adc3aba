import { isAmount, isNumeric, isRatio } from '../measures.js';
import type { ColumnInfo, ColumnType } from '../report.js';
import type { ColumnAggregate, GroupKind } from './query.js';

const KEY_TYPES: Readonly<Record<GroupKind, readonly ColumnType[]>> = {
  domain: ['text'],
  member: ['list'],
  month: ['date'],
  week: ['date'],
  weekday: ['date'],
  range: ['number', 'duration'],
  activeWithin: ['date'],
};

/** Whether rows can be grouped by what follows from the cells of a column, or by the cells themselves. Concealed names have no domain. */
export function fitsKey(by: GroupKind | undefined, { type, concealed }: ColumnInfo): boolean {
  return by === undefined || (KEY_TYPES[by].includes(type) && !(by === 'domain' && concealed === true));
}

const AGGREGATES: Readonly<Record<ColumnAggregate, (info: ColumnInfo) => boolean>> = {
  distinct: () => true,
  shareWithValue: () => true,
  sum: (info) => isAmount(info) && !isRatio(info),
  mean: isAmount,
  median: isAmount,
  min: (info) => isNumeric(info) || info.type === 'date',
  max: (info) => isNumeric(info) || info.type === 'date',
};

/** Whether a column has an amount of a kind. */
export function fitsAggregate(kind: ColumnAggregate, info: ColumnInfo): boolean {
  return AGGREGATES[kind](info);
}
