import * as l10n from '@vscode/l10n';
import { createFormat, type Format } from '../shared/format/format.js';
import { unitOf } from '../shared/measures.js';
import { type ColumnFilter, type ColumnInfo, columnLabel, type TableView } from '../shared/report.js';
import { displayLanguage } from './displayLanguage.js';

/** What rows pass the filters of a view, a sentence for each: `Department: Sales, HR`. */
export function filterTexts({ filter = '', filters = [] }: TableView, columns: readonly ColumnInfo[]): string[] {
  const format = createFormat(displayLanguage());
  return [
    ...(filter === '' ? [] : [l10n.t('Rows with "{0}"', filter)]),
    ...filters.flatMap((one) => {
      const column = columns[one.column];
      return column === undefined ? [] : l10n.t('{0}: {1}', columnLabel(column), filterText(one, column, format));
    }),
  ];
}

/** `User Principal Name, Send Count (descending)`; empty for the order of the file. */
export function sortText({ sort = [] }: TableView, columns: readonly ColumnInfo[]): string {
  return sort
    .flatMap(({ column, descending }) => {
      const info = columns[column];
      const label = info && columnLabel(info);
      return label === undefined ? [] : descending ? l10n.t('{0} (descending)', label) : label;
    })
    .join(', ');
}

function filterText(filter: ColumnFilter, column: ColumnInfo, format: Format): string {
  switch (filter.kind) {
    case 'blank':
      return l10n.t('blank');
    case 'notBlank':
      return l10n.t('not blank');
    case 'values': {
      const values = [...filter.values, ...(filter.orBlank === true ? [l10n.t('(blank)')] : [])];
      return values.length === 0 ? l10n.t('nothing') : values.join(', ');
    }
    case 'share':
      return filter.above === undefined
        ? l10n.t('at least {0} of the quota', format.percent(filter.from ?? 0))
        : l10n.t('more than {0} of the quota', format.percent(filter.above));
    case 'range': {
      const amount = (value: number | undefined) =>
        value === undefined ? undefined : format.exact(value, unitOf(column));
      const { from, to } = { from: amount(filter.from), to: amount(filter.to) };
      return orBlank(
        rangeText(from, to, {
          from: (text) => l10n.t('at least {0}', text),
          to: (text) => l10n.t('at most {0}', text),
        }),
        filter.orBlank,
      );
    }
    case 'days':
      return orBlank(
        rangeText(filter.from, filter.to, {
          from: (text) => l10n.t('on or after {0}', text),
          to: (text) => l10n.t('on or before {0}', text),
        }),
        filter.orBlank,
      );
  }
}

/** @param open what a range without an end is called */
function rangeText(
  from: string | undefined,
  to: string | undefined,
  open: Readonly<Record<'from' | 'to', (text: string) => string>>,
): string {
  if (from === undefined) {
    return to === undefined ? l10n.t('not blank') : open.to(to);
  }
  return to === undefined ? open.from(from) : from === to ? from : l10n.t('{0} to {1}', from, to);
}

function orBlank(text: string, isBlankToo = false): string {
  return isBlankToo ? l10n.t('{0}, or blank', text) : text;
}
