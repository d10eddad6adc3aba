import { unitOf } from '../../../../src/shared/measures.js';
import type { ColumnFilter } from '../../../../src/shared/report.js';
import type { ShownColumn } from '../../../../src/shared/format/byteScale.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { formatText } from '../../../../src/shared/format/formatText.js';
import { texts } from '../../base/texts.js';
import { valueLabel } from './valueLabel.js';

/** Values that a chip names before it counts the rest. */
const MAX_NAMED_VALUES = 2;

/** What a filter lets pass, in words without the column's name. */
export function filterText(filter: ColumnFilter, column: ShownColumn, format: Format): string {
  switch (filter.kind) {
    case 'blank':
      return texts.blank;
    case 'notBlank':
      return texts.notBlank;
    case 'values': {
      const all = [
        ...filter.values.map((value) => valueLabel(value, column, format)),
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
