import { unitOf } from '../../../../src/shared/measures.js';
import type { ColumnFilter, QuickFilter } from '../../../../src/shared/report.js';
import type { ShownColumn } from '../../base/format/byteScale.js';
import type { Format } from '../../base/format/format.js';
import { formatText } from '../../base/format/formatText.js';
import { texts } from '../../base/texts.js';
import { isolated, stateName } from '../../base/format/formatCell.js';

/** Values that a chip names before it counts the rest. */
const MAX_NAMED_VALUES = 2;

/** A value of a `values` filter as the table shows it. */
export function valueLabel(value: string, column: ShownColumn): string {
  if (column.hasStates === true) {
    return stateName(value);
  }
  if (column.type === 'boolean' && (value === 'True' || value === 'False')) {
    return value === 'True' ? texts.yes : texts.no;
  }
  return value === '' ? texts.emptyLabel : isolated(value, 60);
}

/** What a filter lets pass, in words without the column's name. */
export function filterText(filter: ColumnFilter, column: ShownColumn, format: Format): string {
  switch (filter.kind) {
    case 'blank':
      return texts.blank;
    case 'notBlank':
      return texts.notBlank;
    case 'values': {
      const all = [
        ...filter.values.map((value) => valueLabel(value, column)),
        ...(filter.orBlank === true ? [texts.blankValue] : []),
      ];
      const named = all.slice(0, MAX_NAMED_VALUES).join(', ');
      return all.length === 0
        ? texts.nothingChosen
        : all.length > MAX_NAMED_VALUES
          ? formatText(texts.andMore, named, format.count(all.length - MAX_NAMED_VALUES))
          : named;
    }
    case 'share': {
      const { from, above } = filter;
      return above === undefined
        ? formatText(texts.quotaShareFrom, format.percent(from ?? 0))
        : formatText(texts.quotaShareAbove, format.percent(above));
    }
    case 'range': {
      const unit = unitOf(column);
      const amount = (value: number | undefined) => (value === undefined ? undefined : format.value(value, unit));
      return withBlank(bounds(amount(filter.from), amount(filter.to), texts.atLeast, texts.atMost), filter.orBlank);
    }
    case 'days': {
      const day = (value: string | undefined) => (value === undefined ? undefined : format.day(value));
      return withBlank(bounds(day(filter.from), day(filter.to), texts.fromDay, texts.untilDay), filter.orBlank);
    }
  }
}

function bounds(from: string | undefined, to: string | undefined, atLeast: string, atMost: string): string {
  if (from === undefined) {
    return to === undefined ? texts.notBlank : formatText(atMost, to);
  }
  return to === undefined ? formatText(atLeast, from) : from === to ? from : formatText(texts.range, from, to);
}

function withBlank(text: string, orBlank = false): string {
  return orBlank ? formatText(texts.orBlankToo, text) : text;
}

interface QuickFilterText {
  readonly label: string;
  readonly hint: string;
}

/** A quick filter's button, and what it stands for in full. */
export function quickFilterText(quick: QuickFilter, format: Format): QuickFilterText {
  const { label, hint: words } = wordsOf(quick, format);
  const hint =
    quick.minAgeDays === undefined
      ? words
      : formatText(texts.quickHint.withoutNew, words, format.count(quick.minAgeDays));
  const asksForNotDeleted = quick.kind !== 'deleted' && quick.filters?.some(isNotDeleted) === true;
  return { label, hint: asksForNotDeleted ? formatText(texts.quickHint.withoutDeleted, hint) : hint };
}

/** What the quick filters of a report with deleted rows have in common: no other condition of theirs is about `False`. */
function isNotDeleted(filter: ColumnFilter): boolean {
  return filter.kind === 'values' && filter.values.length === 1 && filter.values[0] === 'False';
}

function wordsOf(quick: QuickFilter, format: Format): QuickFilterText {
  const { kind, days = 0, subject } = quick;
  const shortSubject = subject === undefined ? undefined : isolated(subject, 40);
  const to =
    quick.filters?.flatMap((filter) => (filter.kind === 'days' && filter.to !== undefined ? [filter.to] : []))[0] ?? '';
  switch (kind) {
    case 'inactive':
      return {
        label: formatText(texts.quickLabel.inactive, format.count(days)),
        hint: formatText(texts.quickHint.inactive, format.day(to), format.count(days)),
      };
    case 'licensedUnused':
      return {
        label:
          shortSubject === undefined
            ? formatText(texts.quickLabel.licensedUnused, format.count(days))
            : formatText(texts.quickLabel.licensedUnusedOf, shortSubject, format.count(days)),
        hint: formatText(texts.quickHint.licensedUnused, format.day(to), format.count(days)),
      };
    case 'largest':
      return {
        label:
          shortSubject === undefined ? texts.quickLabel.largest : formatText(texts.quickLabel.largestOf, shortSubject),
        hint: texts.quickHint.largest,
      };
    case 'nearQuota': {
      const share = quick.filters?.find((filter) => filter.kind === 'share')?.above ?? 0;
      return {
        label:
          shortSubject === undefined
            ? formatText(texts.quickLabel.nearQuota, format.percent(share))
            : formatText(texts.quickLabel.nearQuotaOf, shortSubject, format.percent(share)),
        hint: formatText(texts.quickHint.nearQuota, format.percent(share)),
      };
    }
    case 'mailOnly':
      return { label: texts.quickLabel.mailOnly, hint: formatText(texts.quickHint.mailOnly, format.count(days)) };
    case 'deletedStorage':
      return {
        label: formatText(texts.quickLabel.deletedStorage, shortSubject ?? ''),
        hint: texts.quickHint.deletedStorage,
      };
    case 'neverActive':
    case 'neverActivated':
    case 'deleted':
    case 'sharedMailboxes':
    case 'overSendLimit':
      return { label: texts.quickLabel[kind], hint: texts.quickHint[kind] };
  }
}
