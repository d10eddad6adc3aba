import { html, nothing, type TemplateResult } from 'lit';
import { isAmount } from '../../../src/shared/measures.js';
import { columnLabel, type ColumnFacts, type ColumnInfo } from '../../../src/shared/report.js';
import type { ShownColumn } from '../../../src/shared/format/byteScale.js';
import type { Format } from '../../../src/shared/format/format.js';
import { formatCell, isolated } from '../base/format/formatCell.js';
import { formatText } from '../../../src/shared/format/formatText.js';
import { texts } from '../base/texts.js';

/** So many are said in full; the tooltip has all of them. */
const MAX_SAID = 6;

/**
 * Columns that can be said once because they have the same value in every row, as indexes. Not what a report measures: a value that never
 * changed is news, too.
 */
export function constantColumns(columns: readonly ColumnInfo[], facts: readonly ColumnFacts[]): readonly number[] {
  return facts.flatMap(({ constant }, index) => {
    const column = columns[index];
    return constant === undefined || column === undefined || isAmount(column) ? [] : [index];
  });
}

/**
 * Says once what is the same in every row, and brings it back as columns.
 *
 * @param hidden columns that the table leaves out for it
 * @param shown whether they are columns at present; then there is only the way back
 */
export function constantColumnsView(
  hidden: readonly number[],
  columns: readonly ShownColumn[],
  facts: readonly ColumnFacts[],
  format: Format,
  { shown, toggle }: { readonly shown: boolean; readonly toggle: () => void },
): TemplateResult | typeof nothing {
  if (hidden.length === 0 && !shown) {
    return nothing;
  }
  const said = hidden.flatMap((index) => {
    const column = columns[index];
    return column === undefined ? [] : [constantText(column, facts[index]?.constant ?? null, format)];
  });
  const more = said.length - MAX_SAID;
  return html`<p class="constant-columns" data-testid="constant-columns">
    ${
      shown
        ? nothing
        : html`<span title=${said.join('\n')}
            >${[...said.slice(0, MAX_SAID), ...(more > 0 ? [formatText(texts.moreConstant, format.count(more))] : [])].join(' · ')}</span
          >`
    }
    <button class="link-button" title=${texts.constantHint} data-testid="toggle-constant" @click=${toggle}>
      ${shown ? texts.hideConstant : texts.showConstant}
    </button>
  </p>`;
}

function constantText(column: ShownColumn, value: NonNullable<ColumnFacts['constant']> | null, format: Format): string {
  const days = Number(value);
  // The only number of days in a report that has no unit.
  const isPeriod = /^report period$/i.test(column.name) && value !== null && Number.isInteger(days);
  const { text } = formatCell(value, column, format);
  return `${isolated(columnLabel(column), 120)}: ${isPeriod ? format.days(days) : isolated(text, 80)}`;
}
