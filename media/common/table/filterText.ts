import type { ColumnFilter, ColumnInfo, QuickFilter, Unit } from '../../../src/shared/report.js';
import type { Format } from '../base/format.js';
import { strings } from '../base/strings.js';
import { isolated } from '../base/formatCell.js';

/** Values that a chip names before it counts the rest. */
const MAX_NAMED_VALUES = 2;

export function unitOf(column: ColumnInfo): Unit {
  return column.unit ?? (column.type === 'duration' ? 'seconds' : 'count');
}

/** A value of a `values` filter as the table shows it. */
export function valueLabel(value: string, column: ColumnInfo): string {
  if (column.type === 'boolean' && (value === 'True' || value === 'False')) {
    return value === 'True' ? strings.yes : strings.no;
  }
  return value === '' ? strings.emptyLabel : isolated(value, 60);
}

/** What a filter lets pass, in words without the column's name. */
export function filterText(filter: ColumnFilter, column: ColumnInfo, format: Format): string {
  switch (filter.kind) {
    case 'blank':
      return strings.blank;
    case 'notBlank':
      return strings.notBlank.toLowerCase();
    case 'values': {
      const all = [
        ...filter.values.map((value) => valueLabel(value, column)),
        ...(filter.orBlank === true ? [strings.blankValue] : []),
      ];
      const named = all.slice(0, MAX_NAMED_VALUES).join(', ');
      return all.length === 0
        ? strings.nothingChosen
        : all.length > MAX_NAMED_VALUES
          ? strings.andMore(named, format.count(all.length - MAX_NAMED_VALUES))
          : named;
    }
    case 'range': {
      const unit = unitOf(column);
      const amount = (value: number | undefined) => (value === undefined ? undefined : format.value(value, unit));
      return withBlank(bounds(amount(filter.from), amount(filter.to), strings.atLeast, strings.atMost), filter.orBlank);
    }
    case 'days': {
      const day = (value: string | undefined) => (value === undefined ? undefined : format.day(value));
      return withBlank(bounds(day(filter.from), day(filter.to), strings.fromDay, strings.untilDay), filter.orBlank);
    }
  }
}

function bounds(
  from: string | undefined,
  to: string | undefined,
  atLeast: (text: string) => string,
  atMost: (text: string) => string,
): string {
  if (from === undefined) {
    return to === undefined ? strings.notBlank.toLowerCase() : atMost(to);
  }
  return to === undefined ? atLeast(from) : from === to ? from : strings.between(from, to);
}

function withBlank(text: string, orBlank = false): string {
  return orBlank ? strings.orBlankToo(text) : text;
}

/** A quick filter's button, and what it stands for in full. */
export function quickFilterText(quick: QuickFilter, format: Format): { readonly label: string; readonly hint: string } {
  const { kind, days = 0, subject } = quick;
  const shortSubject = subject === undefined ? undefined : isolated(subject, 40);
  const to =
    quick.filters?.flatMap((filter) => (filter.kind === 'days' && filter.to !== undefined ? [filter.to] : []))[0] ?? '';
  switch (kind) {
    case 'inactive':
      return {
        label: strings.quickLabel.inactive(format.count(days)),
        hint: strings.quickHint.inactive(format.count(days), format.day(to)),
      };
    case 'licensedUnused':
      return {
        label: strings.quickLabel.licensedUnused(shortSubject),
        hint: strings.quickHint.licensedUnused(format.count(days), format.day(to)),
      };
    case 'largest':
      return { label: strings.quickLabel.largest(shortSubject), hint: strings.quickHint.largest };
    case 'neverActive':
    case 'neverActivated':
    case 'deleted':
      return { label: strings.quickLabel[kind], hint: strings.quickHint[kind] };
  }
}
