import type { ColumnFilter } from '../../../../src/shared/report.js';
import type { ShownColumn } from '../../../../src/shared/format/byteScale.js';
import { texts } from '../../base/texts.js';
import { amountText, parseAmount } from './amounts.js';
import { filterKind } from './filters.js';
import { unitOf } from '../../../../src/shared/measures.js';

/** A column whose filter is being chosen. */
export interface FilterTarget {
  readonly index: number;
  readonly column: ShownColumn;
  /** The column's filter at present. */
  readonly filter: ColumnFilter | undefined;
  /** The filter at present of the column that says why cells of this one are blank. */
  readonly statesFilter?: ColumnFilter | undefined;
  /** Which rows are counted; absent if all are. */
  readonly counted?: readonly ColumnFilter[];
  /** The menu opens below it, and gives it the focus back. */
  readonly anchor: HTMLElement;
}

/** What is written and chosen in the filter menu. */
export interface FilterDraft {
  readonly from: string;
  readonly to: string;
  readonly values: ReadonlySet<string>;
  readonly orBlank: boolean;
}

export const emptyDraft: FilterDraft = { from: '', to: '', values: new Set(), orBlank: false };

/** @param language of the page, in which amounts are written */
export function draftOf(target: FilterTarget | undefined, language?: string): FilterDraft {
  const filter = target?.filter;
  if (target === undefined || filter === undefined) {
    return emptyDraft;
  }
  const orBlank = 'orBlank' in filter && filter.orBlank === true;
  switch (filter.kind) {
    case 'blank':
    case 'notBlank':
    case 'share':
      return emptyDraft;
    case 'values':
      return { ...emptyDraft, orBlank, values: new Set(filter.values) };
    case 'days':
      return { ...emptyDraft, orBlank, from: filter.from ?? '', to: filter.to ?? '' };
    case 'range': {
      const text = (bound: number | undefined) =>
        bound === undefined ? '' : amountText(bound, unitOf(target.column), language, target.column.scale?.size);
      return { ...emptyDraft, orBlank, from: text(filter.from), to: text(filter.to) };
    }
  }
}

/** The filter that a draft means; `null` if it means none, and a sentence if it means nothing valid. */
export function filterOf(
  { from, to, values, orBlank }: FilterDraft,
  { index, column }: FilterTarget,
  language?: string,
): ColumnFilter | null | string {
  const blank = orBlank ? { orBlank } : {};
  switch (filterKind(column)) {
    case 'values':
      return values.size === 0
        ? orBlank
          ? { column: index, kind: 'blank' }
          : null
        : { column: index, kind: 'values', values: [...values], ...blank };
    case 'days':
      if (from !== '' && to !== '' && from > to) {
        return texts.wrongOrder;
      }
      return from === '' && to === ''
        ? orBlank
          ? { column: index, kind: 'blank' }
          : null
        : { column: index, kind: 'days', ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }), ...blank };
    case 'range': {
      const read = (text: string) => parseAmount(text, unitOf(column), language, column.scale?.size);
      const [low, high] = [read(from), read(to)];
      if (low === undefined || high === undefined) {
        return texts.notAnAmount;
      }
      if (low !== null && high !== null && low > high) {
        return texts.wrongOrder;
      }
      return low === null && high === null
        ? orBlank
          ? { column: index, kind: 'blank' }
          : null
        : {
            column: index,
            kind: 'range',
            ...(low === null ? {} : { from: low }),
            ...(high === null ? {} : { to: high }),
            ...blank,
          };
    }
  }
}
