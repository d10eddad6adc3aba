import { html, nothing, type TemplateResult } from 'lit';
import { columnLabel, type ColumnTotals, type TableTotals, type Unit } from '../../../../src/shared/report.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { formatText } from '../../../../src/shared/format/formatText.js';
import { texts } from '../../base/texts.js';
import type { ShownColumn } from '../../../../src/shared/format/byteScale.js';
import { amountText, truncate, isolated } from '../../base/format/formatCell.js';
import type { ColumnLayout } from './columnLayout.js';
import { pinnedPlace } from './pinnedPlace.js';
import { isAmount, isNumeric, unitOf } from '../../../../src/shared/measures.js';

/**
 * What the shown rows come to, below them. Not a row of the grid: it is about no row, and arrow keys do not lead there.
 *
 * @param totals `undefined` until they are known; their places are held
 * @param failure what stands in their place where they could not be had
 */
export function totalsRow(
  columns: readonly ShownColumn[],
  { shown }: ColumnLayout,
  pinnedCount: number,
  totals: TableTotals | undefined,
  stale: boolean,
  format: Format,
  failure: TemplateResult | undefined,
): TemplateResult {
  if (failure !== undefined) {
    return html`<div class="grid-foot" data-testid="totals"><div class="grid-row foot failed">${failure}</div></div>`;
  }
  // The names stand where no amount is, at the left if they can.
  const named = shown.find((index) => {
    const column = columns[index];
    return column !== undefined && !isAmount(column);
  });
  return html`
    <div
      class="grid-foot ${stale ? 'stale' : ''}"
      role="group"
      aria-label=${totals === undefined ? texts.sum : format.plural(texts.totals, totals.rowCount)}
      data-testid="totals"
    >
      <div class="grid-row foot">
        ${shown.map((index, position) => {
          const column = columns[index];
          const place = { isPinned: position < pinnedCount, place: pinnedPlace(position, pinnedCount) };
          return column === undefined || index === named
            ? html`<div
                class="grid-cell foot-cell foot-names ${place.isPinned ? 'pinned' : ''}"
                aria-hidden="true"
                ${place.place}
              >
                <span>${texts.sum}</span><span>${texts.average}</span>
              </div>`
            : footCell(column, totals?.columns[index] ?? null, format, place);
        })}
      </div>
    </div>
  `;
}

function footCell(
  column: ShownColumn,
  totals: ColumnTotals | null,
  format: Format,
  { isPinned, place }: { readonly isPinned: boolean; readonly place: unknown },
): TemplateResult {
  const classes = `grid-cell foot-cell ${isNumeric(column) ? 'right' : ''} ${isPinned ? 'pinned' : ''}`;
  if (typeof totals?.mean !== 'number') {
    return html`<div class=${classes} ${place}></div>`;
  }
  const unit = unitOf(column);
  const { sum, mean } = totals;
  return html`<div
    class=${classes}
    title=${exactTotals(totals, unit, format)}
    data-total=${truncate(column.name, 120)}
    ${place}
  >
    <span class="visually-hidden">${isolated(columnLabel(column), 120)}: ${sum === null ? '' : `${texts.sum} `}</span>
    <span class="foot-sum">${sum === null ? nothing : amountText(sum, column, format)}</span>
    <span class="visually-hidden">, ${texts.average} </span
    ><span class="foot-mean">${amountText(mean, column, format)}</span>
  </div>`;
}

function exactTotals({ count, blank, sum, mean, min, max }: ColumnTotals, unit: Unit, format: Format): string {
  // Beyond this a sum is rounded, and its last digits would pretend to be known.
  const exact = (value: number) =>
    Number.isSafeInteger(value) || Math.abs(value) < 2 ** 53
      ? format.exact(value, unit)
      : formatText(texts.about, format.exact(value, unit));
  const line = (name: string, value: number | null) => (value === null ? [] : [`${name}: ${exact(value)}`]);
  return [
    ...line(texts.sum, sum),
    ...line(texts.average, mean),
    ...line(texts.minimum, min),
    ...line(texts.maximum, max),
    formatText(texts.withValue, format.count(count)),
    ...(blank > 0 ? [formatText(texts.blankCount, format.count(blank))] : []),
  ].join('\n');
}
